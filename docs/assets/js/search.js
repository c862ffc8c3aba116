/* The search as it is seen: loaded by reader.js when somebody opens it. ask.js knows the answers; nothing is told to anybody. */
(() => {
  const FIRST = 4; // results shown at once, the others a moment later: a slow phone has something to show by then
  const SHORT = 170; // letters of the matching sentence
  const SLICE = 10; // milliseconds of reading before a key may be heard
  const LOST = "The search could not be loaded. Close it, look for a better signal and open it again, or use the contents.";
  const TITLES = "So far from titles and key words. The full text is on its way.";
  const ONLY_TITLES = "Only titles and key words were searched: the text could not be loaded. Look for a better signal and open the search again.";

  const ALWAYS = ["", "directory/"]; // the six steps and the numbers, for whoever finds nothing

  let site, known, whole, reading, dialog, field, status, rest, list, begin, others, chosen;
  let shown = [], low = 0; // the results that stand in the list; how far down the dialog somebody has looked since the last letter

  function el(name, text = "", attributes = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  // --- One result ------------------------------------------------------------------------------------------------

  /** Where a result leads; on a disk no host turns a folder into its page. */
  function address(hit) {
    const link = new URL(hit.url, site.root);
    if (link.protocol === "file:") link.pathname += "index.html";
    link.hash = hit.anchor;
    return link.href;
  }

  /** The sentence with most of the words found, with the answer if it asks, cut around the first of them. */
  function sentence(hit) {
    let best = "", most = -1;
    const all = hit.line.match(/[^.!?]+(?:[.!?]+(?=\S)[^.!?]*)*[.!?]*\s*/g) || [];
    for (const [at, one] of all.entries()) {
      const count = window.readerWords.found(one, hit.stems).length;
      if (count > most) [best, most] = [(/[?]\s*$/.test(one) ? one + (all[at + 1] || "") : one).trim(), count];
    }
    if (best.length <= SHORT) return best;
    const parts = best.split(/\s+/);
    const at = Math.max(0, parts.findIndex((word) => window.readerWords.found(word, hit.stems).length) - 5);
    const cut = parts.slice(at).join(" ");
    return (at ? "… " : "") + (cut.length > SHORT ? cut.slice(0, cut.lastIndexOf(" ", SHORT)) + " …" : cut);
  }

  /** Text with the words found marked; built from text nodes, so nothing in it can become markup. */
  function marked(text, hit) {
    const box = document.createElement("span");
    for (const [part, is] of window.readerWords.parted(text, hit.stems)) box.append(is ? el("mark", part) : part);
    return box;
  }

  function item(hit) {
    const link = el("a", "", { href: address(hit) });
    const title = el("b");
    title.append(marked(`${hit.number} ${hit.page}`.trim(), hit));
    link.append(title);
    if (hit.heading) link.append(marked(hit.heading, hit));
    if (hit.also.length) link.append(marked(`Also: ${hit.also.join(", ")}`, hit));
    if (hit.asked) link.append(marked(`Asked: ${hit.asked}`, hit));
    link.append(marked(sentence(hit), hit));
    const one = el("li");
    one.append(link);
    return one;
  }

  /** Where to begin when nothing was found: the six steps, the numbers, each chapter. */
  function beginnings() {
    const first = known.first.pages.map(([url, number, page, line]) => ({ url, number, page, line, anchor: "", heading: "", also: [], asked: "", stems: new Set() }));
    return [...ALWAYS.map((url) => first.find((hit) => hit.url === url)).filter(Boolean), ...first.filter(({ url, number }) => /^\d+$/.test(number) && !ALWAYS.includes(url))];
  }

  // --- All of them -----------------------------------------------------------------------------------------------

  /** What is found for the words typed: nothing for less than two letters. */
  function answers() {
    const enough = window.readerWords.words(field.value).join(" ").length > 1;
    return { enough, hits: enough ? window.readerAsk.ask(known, field.value) : [] };
  }

  const counted = (hits) => (hits.length === 1 ? "1 result" : `${hits.length} results`);

  function show() {
    if (!known) return;
    const { enough, hits } = answers();
    [shown, low] = [hits, 0];
    list.replaceChildren(...hits.slice(0, FIRST).map(item));
    clearTimeout(others);
    others = setTimeout(() => {
      list.append(...hits.slice(FIRST).map(item));
      goBackTo();
    });
    const nothing = whole ? "Nothing found. Try another word: street names work. Or begin here:" : "Nothing found yet.";
    begin.replaceChildren(...(enough && whole && !hits.length ? beginnings().map(item) : []));
    status.textContent = !enough ? "" : !hits.length ? nothing : counted(hits);
  }

  /** Remember how far down somebody has looked: to the lower edge of the dialog, or of what a phone's keyboard leaves of it. */
  function look() {
    const { height = Infinity, offsetTop = 0 } = window.visualViewport || {};
    low = Math.max(low, dialog.scrollTop + Math.min(dialog.clientHeight, height + offsetTop - dialog.offsetTop));
  }

  /** The text has come: what somebody may have seen stays where it stands, what else is found follows below it, best first. */
  function showBelow() {
    look();
    clearTimeout(others);
    const rows = [...list.children], focused = rows.findIndex((row) => row.contains(document.activeElement));
    const seen = rows.filter((row, at) => at <= focused || row.offsetTop < low).length;
    const pages = (hits) => new Set(hits.map(({ url }) => url)), kept = shown.slice(0, seen), before = pages(shown), there = pages(kept);
    shown = [...kept, ...answers().hits.filter(({ url }) => !there.has(url))];
    for (const row of rows.slice(seen)) row.remove();
    list.append(...shown.slice(seen).map(item));
    const fresh = shown.filter(({ url }) => !before.has(url)).length, told = fresh ? `${counted(shown)}, ${fresh} new below` : counted(shown);
    if (status.textContent !== told) status.textContent = told; // nothing is read out twice
  }

  /** Somebody came back: the focus goes to the result that they had chosen, so that the list stands as it stood. */
  function goBackTo() {
    const link = chosen && [...dialog.querySelectorAll("li a")].find((one) => one.href === chosen);
    if (!link) return;
    link.focus();
    if (whole) chosen = null;
  }

  /** Read what a file brought, a slice at a time, so that a slow phone still takes letters meanwhile. */
  async function readIn(text) {
    const work = window.readerAsk.read(window.readerFirst, text);
    for (let until = performance.now() + SLICE; ; ) {
      const { done, value } = work.next();
      if (done) return value;
      if (performance.now() < until) continue;
      await new Promise((go) => setTimeout(go));
      until = performance.now() + SLICE;
    }
  }

  /** The first file answers; the second follows by itself and makes the answers better, and in better order from the next letter. */
  async function load() {
    if (!known) {
      status.textContent = "Loading …";
      await site.needs;
      known = await readIn();
      show();
    }
    rest.textContent = TITLES;
    try {
      await site.fetchScript(`search/text.js?${window.readerFirst.edition}`); // an address of its own: no older text fits
    } catch (error) {
      rest.textContent = ONLY_TITLES;
      return;
    }
    if (window.readerText.edition === window.readerFirst.edition) known = await readIn(window.readerText);
    whole = dialog.dataset.whole = "true"; // in the page too, for whoever waits for it
    rest.textContent = "";
    if (chosen || !shown.length || !dialog.open) show();
    else showBelow();
  }

  function shut(back = true) {
    if (back) forget();
    else site.from = null; // a place was chosen: the focus goes there
    dialog.close();
  }

  /** Remember in the history entry, and nowhere else, what was searched for: going back brings it again. */
  function remember(link) {
    history.replaceState({ ...history.state, readerSearch: { query: field.value, chosen: link.href } }, "");
  }

  function forget() {
    if (history.state?.readerSearch) history.replaceState({ ...history.state, readerSearch: undefined }, "");
  }

  function build() {
    dialog = el("dialog", "", { class: "find", "aria-label": "Search" });
    const form = el("form", "", { role: "search" });
    field = el("input", "", { type: "search", id: "search-field", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go" });
    const close = el("button", "Close", { type: "button", class: "search" });
    form.append(el("label", "Ask, as you would say it", { for: "search-field" }), close, field);
    status = el("p", "", { role: "status" });
    list = el("ol", "", { tabindex: "-1" });
    begin = el("ol", "", { class: "begin" });
    rest = el("p", "", { class: "rest" });
    dialog.append(form, status, list, begin, rest);
    document.body.append(dialog);

    field.addEventListener("input", () => { chosen = null; show(); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    close.addEventListener("click", () => shut());
    dialog.addEventListener("scroll", look, { passive: true });
    window.visualViewport?.addEventListener("resize", look);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) shut(); });
    dialog.addEventListener("close", () => {
      if (!site.from) return;
      forget();
      site.from.focus();
    });
    for (const places of [list, begin]) places.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      remember(link);
      shut(false);
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { // a search field would only empty itself
        event.preventDefault();
        shut();
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const links = [...dialog.querySelectorAll("li a")];
      const next = links.indexOf(document.activeElement) + step;
      event.preventDefault();
      (next < 0 ? field : links[Math.min(next, links.length - 1)])?.focus();
    });
  }

  window.readerSearch = {
    /** Open the dialog; `again` is what a history entry remembers: {query, chosen}. */
    open(asked) {
      site = asked;
      if (!dialog) build();
      if (!dialog.open) dialog.showModal();
      chosen = asked.again?.chosen;
      if (asked.again) {
        field.value = asked.again.query;
        list.focus(); // not the field: a phone would cover the results with its keyboard
        show();
      } else {
        field.focus();
        field.select();
      }
      if (whole || reading) return;
      reading = true;
      load().catch(() => { status.textContent = LOST; }).finally(() => { reading = false; });
    },
  };
})();
