/* Small helps. Everything on the page works without them. */
(() => {
  const root = new URL("../../", document.currentScript.src);
  const all = (what) => [...document.querySelectorAll(what)];
  /** An element with text in it. */
  const make = (name, text = "", attributes = {}) => {
    const element = Object.assign(document.createElement(name), { textContent: text });
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

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

  // The bar comes back as soon as somebody scrolls up, and lets go when they read on.
  const bar = document.querySelector(".bar");
  let before = scrollY;
  addEventListener("scroll", () => {
    const now = scrollY;
    if (Math.abs(now - before) < 4 && now > 0) return;
    bar?.classList.toggle("back", now < before && now > 0);
    before = now;
  }, { passive: true });

  // Sources are folded: a note opens them, and its way back leads to the mark that was pressed.
  const sources = document.querySelector("details.sources");
  const reveal = () => { if (sources && location.hash.startsWith("#source")) sources.open = true; };
  if (sources) {
    document.addEventListener("click", (event) => {
      const mark = event.target.closest?.(".note a")?.parentElement;
      if (!mark) return;
      sources.open = true;
      const id = `called-${mark.innerText.trim()}`;
      document.getElementById(id)?.removeAttribute("id");
      mark.id = id;
    });
    addEventListener("hashchange", reveal);
    reveal();
    let folded = false;
    addEventListener("beforeprint", () => { folded = !sources.open; sources.open = true; });
    addEventListener("afterprint", () => { if (folded) sources.open = false; });
  }

  // Ages: built on one day, read on another. Whole months, as the build counts them; what is not known counts as the first.
  const today = new Date();
  const ages = all(".age");
  const fresh = ages.filter((age) => age.hidden);
  for (const age of fresh) {
    const [year, month = 1, day = 1] = age.dataset.asOf.split("-").map(Number);
    const months = (today.getFullYear() - year) * 12 + today.getMonth() + 1 - month - (today.getDate() < day);
    age.hidden = months <= age.dataset.months;
  }
  if (fresh.some((age) => !age.hidden)) {
    const count = ages.filter((age) => !age.hidden).length;
    for (const line of all(".ages")) {
      line.hidden = false;
      line.textContent = count === 1 ? line.dataset.one : line.dataset.many.replace("{n}", count);
    }
  }

  // Tools at the foot, made here because they need a script: listen, keep, pass on.
  const article = document.getElementById("not-here") ? null : document.querySelector("article.text"); // a lost address is not sent on
  const tools = make("p", "", { class: "tools" });
  const tool = (text, name, use) => {
    const button = make("button", text, { type: "button", class: "search" });
    button.addEventListener("click", () => fetchScript(`assets/js/${name}.js`).then(() => use(button), () => { button.textContent = `${text}: try again`; }));
    return button;
  };
  const web = location.protocol !== "file:";

  // Listen: only where the phone has a voice of its own for this language; another would send the text away.
  const lang = document.documentElement.lang.slice(0, 2);
  const voice = () => speechSynthesis.getVoices().find((one) => one.localService && one.lang.slice(0, 2) === lang);
  const listen = () => {
    if (!voice() || document.querySelector(".listen")) return;
    const button = tool("Listen", "listen", (from) => window.readerListening.toggle(from, voice()));
    button.classList.add("listen");
    const number = article.querySelector("h1 .number");
    if (number) article.prepend(button);
    else tools.prepend(button);
  };
  if (article && window.speechSynthesis) {
    listen();
    speechSynthesis.addEventListener?.("voiceschanged", listen);
  }

  const KEEPS = true; // the build says false where keeping is switched off
  // Keep: nothing is stored before somebody presses a button in what opens.
  const keep = () => tool("Keep on this phone", "keep", (from) => window.readerKeeping.open({ root, from, fetchScript }));
  const page = document.querySelector("link[rel=canonical]")?.href || (web && location.href.replace(/[?#].*/, ""));
  if (KEEPS && article && web && window.HTMLDialogElement) {
    tools.append(keep());
    for (const place of all(".keep-here")) place.append(keep());
  }

  // A booklet of one's own: the print page says where, if there are papers.
  for (const place of all(".binder-here")) place.append(tool("Choose chapters and forms", "binder", (from) => window.readerBinder.open({ root, from, fetchScript, make })));

  // Pass it on: by the phone's own sharing, else the address is copied.
  if (article && page) {
    const title = document.title, send = make("button", "Send this page", { type: "button", class: "search" });
    const copied = () => { send.textContent = "Address copied"; };
    send.addEventListener("click", () => {
      if (navigator.share) navigator.share({ title, url: page }).catch(() => {}); // closed without sending
      else if (navigator.clipboard) navigator.clipboard.writeText(page).then(copied, () => { send.textContent = page; });
      else send.textContent = page;
    });
    const text = encodeURIComponent(`${title} ${page}`);
    tools.append(send, make("a", "Send by text", { href: `sms:?&body=${text}` }), make("a", "Send by e-mail", { href: `mailto:?subject=${encodeURIComponent(title)}&body=${text}` }));
  }
  if (tools.childNodes.length) article.append(tools);

  // Letters: a button puts their words where they can be pasted. A page opened from a disk may only do it the old way.
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.body.appendChild(Object.assign(make("textarea", ""), { value: text }));
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("not copied");
  };
  for (const letter of all("[data-copy]")) {
    const button = make("button", "Copy it", { type: "button", class: "copy" }), said = make("span", "", { role: "status" });
    button.addEventListener("click", () => copy(letter.dataset.copy).then(
      () => { said.textContent = "Copied. Paste it where you write."; },
      () => { said.textContent = "That did not work. Press on the text and copy it by hand."; },
    ).finally(() => button.focus()));
    const line = letter.querySelector(".send") || letter.appendChild(make("p", "", { class: "send" }));
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
  if (all("a[data-fill-href], .reporting").length) fetchScript("assets/js/tell.js").then(() => window.readerTell(root, fetchScript), () => document.querySelector(".asking")?.remove());

  // In the lists of all values, each has a link that brings it along.
  const tell = all(".wrong a")[0];
  if (tell && tell.search) for (const card of all('.card[id^="fact-"]')) {
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = `${tell.href}&fact=${encodeURIComponent(card.id.slice(5))}`;
    link.textContent = "Wrong? Tell us";
    line.append(link);
    card.append(line);
  }
})();
