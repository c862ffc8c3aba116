/* The search: loaded by reader.js when somebody opens it. It asks search/index.js and tells nobody. */
(() => {
  const MOST = 12; // results shown
  const FIRST = 4; // of them at once, the others a moment later: a slow phone has something to show by then
  const PER_PAGE = 2; // of one page
  const SHORT = 170; // letters of the matching sentence
  const SMALL = new Set("a an and are at be by can do does for from how i if in is it me my of on or so the to we what when with you your".split(" "));

  let root, index, loading, dialog, field, status, list, opener, others;

  // --- Words -----------------------------------------------------------------------------------------------------

  const GAP = "[-\u2010-\u2015\u2212./\\s]{0,3}"; // what people put between the digits of a phone number
  const PHONE = `(?:\\b1${GAP}\\(?|\\(|\\b)[2-9]\\d\\d\\)?${GAP}[2-9]\\d\\d${GAP}\\d{4}(?!\\d)|\\b310${GAP}\\d{4}(?!\\d)|\\b\\d(?:[-\u2010-\u2015\u2212. ]\\d){2}(?![-.]?\\d)`;
  const PHONES = new RegExp(PHONE, "g");
  const PARTS = new RegExp(`(${PHONE}|\\s+)`);

  /** A number as it is dialled, without the 1 of long distance: reader/phone.py reads the same numbers. */
  const dialled = (number) => number.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");

  /** Letters as people type them: no accents, no case, no apostrophes, none that can't be seen; 9-1-1 is 911. */
  const fold = (text) => String(text).normalize("NFKD").replace(/[\u0300-\u036f'’\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replace(PHONES, dialled).replace(/(\d)[-‑–](?=\d)/g, "$1").replace(/\b1(?=8(?:00|33|44|55|66|77|88)\d{0,7}\b)/g, "").toLowerCase();
  const words = (text) => fold(text).split(/[^\p{L}\p{N}.]+|\.(?!\d)/u).filter(Boolean);
  const plain = (text) => words(text).join(" ");

  /** The page that a section stands on. */
  const place = (doc) => doc.url.split("#")[0];

  /** Where a section is; on a disk no host turns a folder into its page. */
  function address(hit) {
    const link = new URL(hit.url, root);
    if (link.protocol === "file:") link.pathname += "index.html";
    return link.href;
  }

  function make(docs) {
    const openings = new Map();
    for (const doc of docs) if (doc.also.length) openings.set(place(doc), doc.also);
    const mini = new window.MiniSearch({
      fields: ["also", "title", "page", "number", "pageAlso", "text"],
      extractField: (doc, name) => {
        if (name === "also") return doc.also.join(" ");
        if (name === "pageAlso") return (openings.get(place(doc)) || []).join(" ");
        return doc[name];
      },
      tokenize: words,
      processTerm: (term) => term,
      searchOptions: {
        boost: { also: 8, title: 5, page: 3, number: 3, pageAlso: 1.5, text: 1 },
        weights: { fuzzy: 0.2, prefix: 0.5 },
      },
    });
    const names = new Map(docs.map((doc) => [doc.id, [...doc.also, doc.title].map((name) => ` ${plain(name)} `)]));
    // In small portions, so that a slow phone still takes letters meanwhile.
    return mini.addAllAsync(docs, { chunkSize: 40 }).then(() => ({ mini, docs: new Map(docs.map((doc) => [doc.id, doc])), openings, names }));
  }

  /** How many letters may be wrong in a word that is nowhere in the reader. */
  const slips = (word) => (/\d/.test(word) || word.length < 4 ? 0 : word.length < 6 ? 1 : word.length < 9 ? 2 : 3);

  /** The word with two neighbours in each other's place, every way. */
  const swaps = (word) => [...word].slice(1).map((letter, at) => word.slice(0, at) + letter + word[at] + word.slice(at + 2));

  /** The best sections: those with more of the words come first, and those whose page has a name that was typed.
   *  Pages about the reader, like the list of all facts, come after its chapters. */
  function ask(query) {
    const typed = words(query);
    const telling = typed.filter((word) => !SMALL.has(word));
    const is = (word, prefix) => index.mini.search(word, { prefix, fuzzy: false }).length > 0;
    const begun = (word) => word.length === 1 && !is(word, false);
    let asked = (telling.length ? telling : typed).filter((word) => !begun(word));
    if (!asked.length) asked = typed.filter((word) => !begun(word));
    if (!asked.length) return [];
    // The last word may still grow; two letters beside other words would only bring whatever begins with them.
    const grows = (at) => at === asked.length - 1 && asked[at].length > (at ? 2 : 1);
    const known = asked.map((word, at) => is(word, grows(at)));
    asked = asked.map((word, at) => (known[at] || slips(word) === 0 ? word : swaps(word).find((other) => is(other, false)) || word));
    const unknown = new Set(asked.filter((word, at) => !known[at] && !is(word, false)));
    const found = index.mini.search(asked.join(" "), {
      prefix: (word, at) => grows(at) && !unknown.has(word),
      fuzzy: (word) => (unknown.has(word) ? slips(word) : false),
      maxFuzzy: 3,
    });
    const whole = ` ${plain(query)} `;
    const fits = (doc) => Math.max(...index.names.get(doc.id).map((name) => (name === whole ? 20 : name.length > 6 && whole.includes(name) ? 2 + name.trim().split(" ").length : 1)));
    const seen = new Map();
    return found
      .map(({ id, score, terms, queryTerms }) => {
        const doc = index.docs.get(id);
        return { ...doc, terms, score: score * (new Set(queryTerms).size / asked.length) ** 2 * fits(doc) * (doc.number ? 1 : 0.5) };
      })
      .sort((a, b) => b.score - a.score)
      .filter((hit) => {
        const count = (seen.get(place(hit)) || 0) + 1;
        seen.set(place(hit), count);
        return count <= PER_PAGE;
      })
      .slice(0, MOST);
  }

  /** The sentence with most of the words found, cut around the first of them. */
  function sentence(hit) {
    const has = new Set(hit.terms);
    let best = "", most = -1;
    const sentences = (line) => line.match(/[^.!?]+(?:[.!?]+(?=\S)[^.!?]*)*[.!?]*\s*/g) || [];
    for (const one of hit.text.split("\n").flatMap(sentences)) { // a line is a paragraph, an item or a cell
      const count = new Set(words(one).filter((word) => has.has(word))).size;
      if (count > most) [best, most] = [one.trim(), count];
    }
    if (best.length <= SHORT) return best;
    const at = Math.max(0, best.split(/\s+/).findIndex((word) => words(word).some((part) => has.has(part))) - 5);
    const cut = best.split(/\s+/).slice(at).join(" ");
    return (at ? "… " : "") + (cut.length > SHORT ? cut.slice(0, cut.lastIndexOf(" ", SHORT)) + " …" : cut);
  }

  /** Text with the words found marked; built from text nodes, so nothing in it can become markup. */
  function marked(text, terms) {
    const has = new Set(terms);
    const box = document.createElement("span");
    for (const part of text.split(PARTS)) {
      if (words(part).some((word) => has.has(word))) box.append(el("mark", part));
      else box.append(part);
    }
    return box;
  }

  function el(name, text = "", attributes = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  // --- What is seen ----------------------------------------------------------------------------------------------

  function item(hit) {
    const link = el("a", "", { href: address(hit) });
    const title = el("b");
    title.append(marked(`${hit.number} ${hit.page}`.trim(), hit.terms));
    link.append(title);
    if (hit.title !== hit.page) link.append(marked(` · ${hit.title}`, hit.terms));
    const also = (index.openings.get(place(hit)) || []).filter((name) => words(name).some((word) => hit.terms.includes(word)));
    if (also.length) link.append(marked(`Also: ${also.join(", ")}`, hit.terms));
    link.append(marked(sentence(hit), hit.terms));
    const one = el("li");
    one.append(link);
    return one;
  }

  function show() {
    const query = field.value.trim();
    if (!index) return;
    const enough = plain(query).length > 1;
    const hits = enough ? ask(query) : [];
    list.replaceChildren(...hits.slice(0, FIRST).map(item));
    clearTimeout(others);
    others = setTimeout(() => list.append(...hits.slice(FIRST).map(item)));
    status.textContent = !enough ? "" : !hits.length ? "Nothing found. Try another word: street names work." : hits.length === 1 ? "1 result" : `${hits.length} results`;
  }

  function shut(back = true) {
    if (!back) opener = null; // a place was chosen: the focus goes there
    dialog.close();
    opener?.focus();
  }

  function build() {
    dialog = el("dialog", "", { class: "find", "aria-label": "Search" });
    const form = el("form", "", { role: "search" });
    field = el("input", "", { type: "search", id: "search-field", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", autofocus: "" });
    const close = el("button", "Close", { type: "button", class: "search" });
    form.append(el("label", "Search for a word, a drug, a number", { for: "search-field" }), field, close);
    status = el("p", "", { role: "status" });
    list = el("ol");
    dialog.append(form, status, list);
    document.body.append(dialog);

    field.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    close.addEventListener("click", () => shut());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) shut(); });
    dialog.addEventListener("close", () => opener?.focus());
    list.addEventListener("click", (event) => {
      if (!event.target.closest("a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
      shut(false);
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { // a search field would only empty itself
        event.preventDefault();
        shut();
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const links = [...list.querySelectorAll("a")];
      const next = links.indexOf(document.activeElement) + step;
      event.preventDefault();
      (next < 0 ? field : links[Math.min(next, links.length - 1)])?.focus();
    });
  }

  /** Fetch a script; data comes as one too, because a page opened from a disk may not fetch files. */
  const fetched = (name) => new Promise((done, fail) => {
    const script = el("script", "", { src: new URL(name, root) });
    Object.assign(script, { onload: done, onerror: () => { script.remove(); fail(); } });
    document.head.append(script);
  });

  async function load() {
    await Promise.all([fetched("search/index.js"), fetched("assets/vendor/minisearch.min.js")]);
    return make(window.readerIndex.docs);
  }

  window.readerSearch = {
    open(site, from) {
      root = site;
      if (!dialog) build();
      opener = from;
      if (!dialog.open) dialog.showModal();
      field.focus();
      field.select();
      if (index || loading) return;
      loading = true;
      status.textContent = "Loading …";
      load().then((made) => { index = made; show(); }, () => {
        status.textContent = "The search could not be loaded. Close it, look for a better signal and open it again, or use the contents.";
      }).finally(() => { loading = false; });
    },
  };
})();
