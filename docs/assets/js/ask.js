/* What the search answers: words in, places out. It knows no page and no screen, so tests can put questions to it. */
(() => {
  const words = (text) => globalThis.readerWords.words(text), stem = (word) => globalThis.readerWords.stem(word), isSmall = (word) => globalThis.readerWords.isSmall(word);
  const MOST = 12, NAMES = 4; // results, and other names of each

  // What is known is kept in lines of seven kinds; what a word found in one of them is worth. Measured with tests/queries.yml.
  const TITLE = 0, ALSO = 1, NUMBER = 2, HEADING = 3, SUMMARY = 4, TEXT = 5, CHAPTER = 6;
  const WORTH = [5, 3.5, 4, 4, 1.6, 1.6, 2.2];
  // Inside a page, to choose the place: a heading leads to its part, all else of the first kinds to the top.
  const WORTH_IN_PAGE = [2.2, 2.2, 2.2, 2.5, 2.2, 1, 0];
  // What a word is worth that was not typed but is near what was: of the same meaning, begun, misspelt, in one piece or two.
  const ALIKE = 0.6, BEGUN = 0.6, SLIPPED = 0.6, JOINED = 0.8;
  const BEGUN_MOST = 40, BEGUN_SHORT = 8; // words that a beginning may stand for, one of two letters fewer
  const AGAIN = 0.2, AGAIN_MOST = 10, AGAIN_ALSO = 2.2; // more for every further line, up to ten
  const NAMED = 4, NAMED_IN_HEADING = 0.3, NAMED_SAME = 3.6; // a name all of whose words were typed; the same name
  const SAID = 14, SAID_LONGER = 0.25; // a name of more words that stands in the query as it is, small words and all
  const NEAR = 0.75, NEAR_POWER = 1.75; // words that stand in one line
  const COVER_POWER = 0.7; // a page with more of the words
  const NO_CHAPTER = 0.85; // forms, and pages about the reader
  const LISTS = /^about\/(?:facts|open-questions)/, IN_LISTS = 0.5; // they have something on everything

  // --- What is known ---------------------------------------------------------------------------------------------

  /** A heading as the first file has it: [anchor, words], or the words alone where the anchor is made of them. */
  const anchored = (heading) => (typeof heading !== "string" ? heading
    : [heading.normalize("NFKD").replace(/[^\0-\x7f]/g, "").replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[-\s]+/g, "-"), heading]);
  const tells = (pages, found) => Math.log(1 + (pages - found + 0.5) / (found + 0.5));

  /** Read both files (the second may come later): a generator that stops often, so that a slow phone can listen meanwhile. */
  function* read(first, text) {
    const lines = []; // {kind, page, part, text, stems}
    const opens = new Map(); // "page part": the first line of its text
    const where = new Map(); // stem: the lines that hold it, by number
    const spelt = new Map(); // word: stem
    const add = (kind, page, part, said) => {
      const stems = new Set();
      for (const word of words(said)) {
        if (!spelt.has(word)) spelt.set(word, stem(word));
        stems.add(spelt.get(word));
      }
      for (const each of stems) {
        if (!where.has(each)) where.set(each, []);
        where.get(each).push(lines.length);
      }
      lines.push({ kind, page, part, text: said, stems });
    };
    for (const [page, [, number, title, summary, also, headings, chapter]] of first.pages.entries()) {
      add(CHAPTER, page, 0, chapter);
      add(TITLE, page, 0, title);
      add(NUMBER, page, 0, number);
      also.forEach((name) => add(ALSO, page, 0, name));
      add(SUMMARY, page, 0, summary);
      headings.forEach((heading, at) => add(HEADING, page, at + 1, anchored(heading)[1]));
      if (text) text.pages[page].forEach((said, part) => {
        opens.set(`${page} ${part}`, said[0] || "");
        said.forEach((line) => add(TEXT, page, part, line));
      });
      yield;
    }
    const rare = new Map(); // stem: how much it tells
    for (const [each, found] of where) {
      rare.set(each, tells(first.pages.length, new Set(found.map((line) => lines[line].page)).size));
      if (rare.size % 200 === 0) yield;
    }
    const sum = (stems) => stems.reduce((all, each) => all + rare.get(each), 0);
    const small = new Set([...spelt].filter(([word]) => isSmall(word)).map(([, each]) => each));
    const called = new Map(), sayings = []; // plain name: its pages; names of more than one word
    for (const [at, line] of lines.entries()) {
      if (at % 200 === 0) yield;
      if (line.kind === TEXT || line.kind === SUMMARY) continue;
      const stems = [...line.stems], telling = stems.filter((each) => !small.has(each));
      line.whole = sum(telling.length ? telling : stems);
      if (line.kind !== TITLE && line.kind !== ALSO) continue;
      const plain = words(line.text).join(" ");
      called.set(plain, [...(called.get(plain) || []), line.page]);
      if (stems.length > 1) sayings.push({ page: line.page, plain: ` ${plain} `, worth: sum(stems) * (1 + SAID_LONGER * stems.length) });
    }
    const alike = new Map();
    for (const group of first.alike) {
      const stems = [...new Set(group.map(stem))];
      for (const each of stems) alike.set(each, [...(alike.get(each) || []), ...stems.filter((other) => other !== each)]);
    }
    return { first, lines, opens, where, spelt, rare, alike, called, sayings, sorted: [...spelt.keys()].sort() };
  }

  // --- What is asked ---------------------------------------------------------------------------------------------

  /** How many letters may be wrong in a word that is nowhere in the reader. */
  const slips = (word) => (/\d/.test(word) || word.length < 4 ? 0 : word.length < 6 ? 1 : word.length < 9 ? 2 : 3);

  /** How many letters differ, two neighbours in each other's place counting as one; more than `most` as soon as it is more. */
  function differ(a, b, most) {
    let before, last = [], row = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
    }
    return row[b.length];
  }

  /** The words known that somebody may have meant: those with the fewest letters that differ. */
  function meant(known, word) {
    const most = slips(word);
    let least = most, found = [];
    for (const other of most ? known.sorted : []) {
      if (Math.abs(other.length - word.length) > least || (other[0] !== word[0] && other[1] !== word[1])) continue;
      const far = differ(word, other, least);
      if (far < least) [least, found] = [far, []];
      if (far === least) found.push(other);
    }
    return found;
  }

  /** The words known that begin with these letters. */
  function begun(known, letters) {
    let low = 0, high = known.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (known.sorted[middle] < letters) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < known.sorted.length && known.sorted[end].startsWith(letters)) end++;
    return known.sorted.slice(low, end);
  }

  /** What a typed word stands for: its stems with their worth, best first, and how much it tells. Null if nobody knows it. */
  function term(known, typed, at, grows) {
    const word = typed[at], own = stem(word), stems = new Map();
    const put = (each, worth) => { if (known.where.has(each) && !(stems.get(each) >= worth)) stems.set(each, worth); };
    put(own, 1);
    for (const both of [(typed[at - 1] || "") + word, word + (typed[at + 1] || "")]) if (both !== word && known.spelt.has(both)) put(known.spelt.get(both), JOINED);
    for (const other of known.alike.get(own) || []) put(other, ALIKE);
    if (grows) {
      const longer = [...new Set(begun(known, word).map((other) => known.spelt.get(other)))];
      longer.sort((a, b) => known.where.get(b).length - known.where.get(a).length);
      for (const other of longer.slice(0, word.length < 3 ? BEGUN_SHORT : BEGUN_MOST)) put(other, BEGUN);
    }
    if (!stems.size) for (const other of meant(known, word)) put(known.spelt.get(other), SLIPPED);
    if (!stems.size) return null;
    const sorted = [...stems].sort((a, b) => b[1] - a[1]);
    return { stems: sorted, tells: Math.max(...sorted.filter(([, worth]) => worth === sorted[0][1]).map(([each]) => known.rare.get(each))) };
  }

  /** A word in one piece that the reader writes in two. */
  function pieces(known, word) {
    const whole = word.length < 6 || known.where.has(stem(word)) || known.spelt.has(word);
    for (let at = 3; !whole && at <= word.length - 3; at++) {
      const both = [word.slice(0, at), word.slice(at)];
      if (both.every((piece) => known.spelt.has(piece))) return both;
    }
    return [word];
  }

  /** What was typed, word by word, without the small ones if there are others. The last one may still grow. */
  function terms(known, query) {
    const typed = words(query).flatMap((word) => pieces(known, word)).filter((word) => word.length > 1 || known.spelt.has(word));
    const some = typed.some((word) => !isSmall(word)), ended = /\s$/.test(query);
    const found = new Map();
    typed.forEach((word, at) => {
      if (some && isSmall(word)) return;
      const one = term(known, typed, at, !ended && at === typed.length - 1 && word.length > (at ? 2 : 1));
      if (one) found.set(stem(word), one);
    });
    return [...found.values()];
  }

  // --- What is found ---------------------------------------------------------------------------------------------

  /** Every page that has some of the words: {page, words, again, parts, name, near}, each number one of `asked`'s. */
  function matches(known, asked) {
    const { lines, where } = known, pages = new Map(), score = new Map(); // score: line: how much of what was asked stands in it
    const none = () => asked.map(() => 0);
    asked.forEach((each, at) => {
      const seen = new Set();
      for (const [one, worth] of each.stems) for (const line of where.get(one)) {
        if (seen.has(line)) continue;
        seen.add(line);
        const { page, kind, part } = lines[line];
        if (!pages.has(page)) pages.set(page, { page, words: none(), again: none(), parts: new Map(), name: 0, near: 0 });
        const match = pages.get(page);
        match.words[at] = Math.max(match.words[at], worth * WORTH[kind]);
        if (kind === CHAPTER) continue; // nobody would see why
        score.set(line, (score.get(line) || 0) + each.tells * worth);
        match.again[at] += kind === TEXT ? 1 : kind === ALSO ? AGAIN_ALSO : 0;
        if (!match.parts.has(part)) match.parts.set(part, { words: none(), line: -1, much: 0 });
        const own = match.parts.get(part).words;
        own[at] = Math.max(own[at], worth * WORTH_IN_PAGE[kind]);
      }
    });
    for (const [at, much] of score) {
      const { page, kind, part, whole } = lines[at], match = pages.get(page), own = match.parts.get(part);
      if (kind === TEXT || kind === SUMMARY) { if (much > own.much) [own.line, own.much] = [at, much]; } // says why
      if (kind === TEXT) match.near = Math.max(match.near, much);
      else if (kind !== SUMMARY) match.name = Math.max(match.name, much * Math.min(1, much / whole) * (kind === HEADING ? NAMED_IN_HEADING : 1));
    }
    return [...pages.values()].filter((match) => match.parts.size);
  }

  /** The best places for what was typed, one a page: {url, anchor, number, page, heading, also, line, stems}. */
  function ask(known, query) {
    const asked = terms(known, query);
    if (!asked.length) return [];
    const sum = (of) => asked.reduce((all, each, at) => all + each.tells * of(at), 0);
    const total = sum(() => 1);
    const plain = words(query).join(" "), same = new Set(known.called.get(plain)), said = new Map();
    for (const { page, plain: name, worth } of known.sayings) if (` ${plain} `.includes(name)) said.set(page, Math.max(said.get(page) || 0, worth));
    const points = (match) => {
      const [url, number] = known.first.pages[match.page];
      const bag = sum((at) => match.words[at] + Math.min(match.again[at], AGAIN_MOST) * AGAIN);
      const cover = sum((at) => Math.min(1, match.words[at])) / total;
      const named = NAMED * match.name * (same.has(match.page) ? NAMED_SAME : 1) + SAID * (said.get(match.page) || 0);
      const near = NEAR * match.near * (match.near / total) ** NEAR_POWER;
      return (bag * cover ** COVER_POWER + named + near) * (LISTS.test(url) ? IN_LISTS : number ? 1 : NO_CHAPTER);
    };
    const stems = new Set(asked.flatMap((each) => each.stems.map(([one]) => one)));
    return matches(known, asked)
      .map((match) => ({ match, points: points(match) }))
      .sort((a, b) => b.points - a.points || a.match.page - b.match.page)
      .slice(0, MOST)
      .map(({ match }) => place(known, match, sum, stems));
  }

  /** The other names of a page that were found, those with most of the words first; of tent and tents only one. */
  function names(also, stems) {
    const fits = new Map();
    for (const name of also) {
      const own = words(name).map(stem), many = own.filter((each) => stems.has(each)).length, alike = own.join(" ");
      if (many && !fits.has(alike)) fits.set(alike, [name, many]);
    }
    return [...fits.values()].sort((a, b) => b[1] - a[1]).slice(0, NAMES).map(([name]) => name);
  }

  /** Where on the page, and the line that says why. */
  function place(known, match, sum, stems) {
    const [url, number, page, summary, also, headings] = known.first.pages[match.page];
    let best = 0, most = 0;
    for (const [part, own] of [...match.parts].sort((a, b) => a[0] - b[0])) {
      const worth = sum((at) => own.words[at]);
      if (worth > most) [best, most] = [part, worth];
    }
    const [anchor, heading] = best ? anchored(headings[best - 1]) : ["", ""];
    const at = match.parts.get(best).line;
    const opening = best ? known.opens.get(`${match.page} ${best}`) || "" : summary;
    return { url, anchor, number, page, heading, also: best ? [] : names(also, stems), line: at < 0 ? opening : known.lines[at].text, stems };
  }

  globalThis.readerAsk = { read, ask };
})();
