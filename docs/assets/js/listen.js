/* Listen: reads a page aloud with the phone's own voice, sentence by sentence. Loaded by reader.js when somebody asks for it. */
(() => {
  const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
  const BLOCKS = "h1, h2, h3, h4, p, li, td, th, dt, dd";
  const SILENT = ".note, .number, .foot, .sources, .tools, .edited, .saved, [hidden], svg, script, button, input";
  const PHONE = /(?:\b1[-. ])?\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|\b310[-. ]\d{4}\b|\b\d-\d-\d\b/g;
  const english = document.documentElement.lang.startsWith("en");
  let button, parts, at, marked;

  /** A number as it is dialled: 9-1-1 is nine one one, 1-833-804-8111 has a rest between its parts. */
  const dialled = (number) => number.split(/[-. ()]+/).filter(Boolean).map((part, _, all) => {
    const digits = [...part].map((digit) => (english ? WORDS[digit] : digit)).join(" ");
    return all.every((one) => one.length === 1) ? digits : `${digits},`;
  }).join(" ").replace(/,$/, "");
  const spoken = (text) => text.replace(/\*/g, english ? ", no date," : "").replace(PHONE, dialled).replace(/\b(\d{5,6})\b/g, dialled);

  /** The text of a block in its own order, without what lies in a block of its own, as pieces that know their nodes. */
  function pieces(block) {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) => {
      const own = node.parentElement.closest(BLOCKS) === block && !node.parentElement.closest(SILENT);
      return own ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
    });
    const nodes = [];
    while (walk.nextNode()) nodes.push(walk.currentNode);
    return nodes;
  }

  /** The sentences of the page: what to say, and where it stands. */
  function sentences() {
    const found = [];
    for (const block of document.querySelector("article.text").querySelectorAll(BLOCKS)) {
      const nodes = block.closest(SILENT) || !block.getClientRects().length ? [] : pieces(block);
      const text = nodes.map((node) => node.data).join("");
      const place = (offset, end) => {
        for (const node of nodes) {
          if (offset < node.length || (end && offset === node.length)) return [node, offset];
          offset -= node.length;
        }
        return [nodes[nodes.length - 1], nodes[nodes.length - 1].length];
      };
      for (const match of text.matchAll(/\S(?:[^.!?]|[.!?](?=[^\s]))*[.!?]*/g)) {
        if (!/[\p{L}\p{N}]/u.test(match[0])) continue;
        const range = new Range();
        range.setStart(...place(match.index));
        range.setEnd(...place(match.index + match[0].trimEnd().length, true));
        found.push({ words: spoken(match[0].replace(/\s+/g, " ").trim()), range, block });
      }
    }
    return found;
  }

  function mark(part) {
    marked?.classList.remove("listened");
    window.CSS?.highlights?.delete("listened");
    marked = part?.block;
    if (!part) return;
    if (window.CSS?.highlights) CSS.highlights.set("listened", new Highlight(part.range));
    else marked.classList.add("listened");
    const { top, bottom } = part.range.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) part.block.scrollIntoView({ block: "center" });
  }

  function stop() {
    const was = parts;
    parts = null;
    if (was) speechSynthesis.cancel();
    mark();
    button.textContent = "Listen";
    button.setAttribute("aria-pressed", "false");
  }

  function next(voice) {
    const mine = parts, part = parts[at++];
    if (!part) return stop();
    mark(part);
    const said = new SpeechSynthesisUtterance(part.words);
    said.voice = voice;
    said.lang = voice.lang;
    said.onend = () => { if (parts === mine) next(voice); };
    said.onerror = () => { if (parts === mine) stop(); };
    speechSynthesis.speak(said);
  }

  window.readerListening = {
    toggle(from, voice) {
      button = from;
      if (parts) return stop();
      parts = sentences();
      at = 0;
      button.textContent = "Stop";
      button.setAttribute("aria-pressed", "true");
      speechSynthesis.cancel();
      addEventListener("pagehide", stop, { once: true });
      next(voice);
    },
  };
})();
