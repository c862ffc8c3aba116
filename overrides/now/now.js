/* A light for the breaths, minutes since the first dose. Seconds and minutes are those that the steps above say. */
(() => {
  const get = (id) => document.getElementById(id);
  const steps = [...document.querySelectorAll(".six-steps > li")];
  const number = (pattern) => steps.map((step) => step.textContent.match(pattern)).find(Boolean)?.[1];
  const every = number(/every (\d+) seconds/);
  const again = number(/(\d+) to \d+ minutes/);
  const light = get("light"), breaths = get("breaths"), dose = get("dose"), since = get("since");
  let beat, awake, first;

  const breath = () => {
    light.classList.add("in");
    navigator.vibrate?.(300);
    setTimeout(() => light.classList.remove("in"), 1000);
  };
  /* Keeps the screen on. Where the phone says no, the light still works. */
  const stayOn = () => navigator.wakeLock?.request("screen").then((lock) => { awake = lock; }, () => { awake = null; });
  breaths.addEventListener("click", () => {
    const on = !beat;
    breaths.setAttribute("aria-pressed", on);
    light.hidden = !on;
    clearInterval(beat);
    beat = on ? setInterval(breath, every * 1000) : 0;
    if (on) breath();
    if (on) stayOn();
    else awake?.release();
  });
  document.addEventListener("visibilitychange", () => { if (beat && !document.hidden) stayOn(); });

  const count = () => {
    const minutes = Math.floor((Date.now() - first) / 60000);
    const said = minutes === 1 ? "1 minute since the first dose" : `${minutes} minutes since the first dose`;
    if (since.textContent !== said) since.textContent = said; // or it would be read out every second
    if (minutes >= again) steps[steps.length - 1].classList.add("due");
  };
  dose.addEventListener("click", () => {
    if (first) return;
    first = Date.now();
    dose.hidden = true;
    count();
    setInterval(count, 1000);
  });

  breaths.hidden = !every;
  get("help").hidden = false;
})();
