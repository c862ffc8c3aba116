/* Small helps. Everything on the page works without them. */
(() => {
  const root = new URL("../../", document.currentScript.src);
  const all = (what) => [...document.querySelectorAll(what)];

  // Opened from a disk: no host turns a folder into its page.
  if (location.protocol === "file:") {
    for (const link of all("a[href]")) if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }

  // Scripts fetched later, each once; data comes as one too, because a page opened from a disk may not fetch files.
  const fetched = new Map();
  const fetchScript = (name) => {
    if (!fetched.has(name)) fetched.set(name, new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = new URL(name, root);
      script.onload = done;
      script.onerror = () => { script.remove(); fetched.delete(name); fail(new Error(`${name} could not be fetched`)); };
      document.head.append(script);
    }));
    return fetched.get(name);
  };

  // Search: fetched only when somebody opens it, all it needs for a first answer at once.
  const openers = all("[data-search]");
  const open = (from, again) => {
    const seen = fetchScript("assets/js/search.js"); // first, so that it opens first
    const needs = Promise.all(["assets/js/words.js", "assets/js/ask.js", "search/first.js"].map(fetchScript));
    needs.catch(() => {}); // the search waits for them and says what fails
    seen.then(() => window.readerSearch.open({ root, from, again, needs, fetchScript }), () => { from.textContent = "Search: try again"; });
  };
  if (window.HTMLDialogElement && openers.length) {
    for (const button of openers) {
      button.hidden = false;
      button.addEventListener("click", () => open(button));
    }
    addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
      const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
      if (typing || !(slash || ctrlK)) return;
      event.preventDefault();
      open(openers[0]);
    });
    // Gone back to: the history entry knows what was searched for here and what was chosen.
    const back = () => { if (history.state?.readerSearch) open(openers[0], history.state.readerSearch); };
    addEventListener("popstate", back);
    addEventListener("pageshow", (event) => { if (event.persisted) back(); });
    back();
  }

  // Ages: built on one day, read on another. Whole months, as the build counts them; what is not known counts as the first.
  const today = new Date();
  const ages = all(".age");
  const before = ages.filter((age) => age.hidden);
  for (const age of before) {
    const [year, month = 1, day = 1] = age.dataset.asOf.split("-").map(Number);
    const months = (today.getFullYear() - year) * 12 + today.getMonth() + 1 - month - (today.getDate() < day);
    age.hidden = months <= age.dataset.months;
  }
  if (before.some((age) => !age.hidden)) {
    const count = ages.filter((age) => !age.hidden).length;
    for (const line of all(".ages")) {
      line.hidden = false;
      line.textContent = count === 1 ? line.dataset.one : line.dataset.many.replace("{n}", count);
    }
  }

  // Letters: a button puts their words where they can be pasted. A page opened from a disk may only do it the old way.
  const copied = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("not copied");
  };
  for (const letter of all("[data-copy]")) {
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy it";
    said.setAttribute("role", "status");
    button.addEventListener("click", () => copied(letter.dataset.copy).then(
      () => { said.textContent = "Copied. Paste it where you write."; },
      () => { said.textContent = "That did not work. Press on the text and copy it by hand."; },
    ).finally(() => button.focus()));
    const line = letter.querySelector(".send") || letter.appendChild(document.createElement("p"));
    line.className = "send";
    line.prepend(button, " ");
    line.append(" ", said);
  }

  // "Something wrong?" brings the page and its edition along.
  const asked = new URLSearchParams(location.search);
  const given = (name) => (asked.get(name) || "").slice(0, 200);
  for (const place of all("[data-fill]")) {
    if (given(place.dataset.fill)) place.textContent = given(place.dataset.fill);
  }
  for (const line of all("[data-fill-when]")) line.hidden = !given(line.dataset.fillWhen);
  for (const link of all("a[data-fill-href]")) {
    link.href = link.dataset.fillHref.replace(/PAGE|EDITION/g, (name) => encodeURIComponent(given(name.toLowerCase())));
  }
})();
