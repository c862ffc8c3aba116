/* What the search answers: words in, places out. It knows no page and no screen, so tests can put questions to it. */
(() => {
  const words = (text) => globalThis.readerWords.words(text), stem = (word) => globalThis.readerWords.stem(word), isSmall = (word) => globalThis.readerWords.isSmall(word);
  const MOST = 12, NAMES = 4; // results, and other names of each

  // What is known is kept in lines of eight kinds; what a word found in one of them is worth. Measured with tests/queries.yml.
  const TITLE = 0, ALSO = 1, NUMBER = 2, HEADING = 3, SUMMARY = 4, TEXT = 5, CHAPTER = 6, ASKED = 7;
  const WORTH = [5, 3.1, 4, 6.7, 2.4, 2.4, 2.2, 1.75];
  // Inside a page, to choose the place: a heading leads to its part, a name to the top.
  const WORTH_IN_PAGE = [2.2, 2.2, 2.2, 2.5, 2.2, 1, 0, 0.5];
  const CALLED = new Set([ALSO, ASKED]); // what people call a page, or ask when they want it
  // What a word is worth that was not typed but is near what was: of the same meaning, begun, of the same beginning, misspelt,
  // in one piece or two.
  const ALIKE = 0.5, BEGUN = 0.6, KIN = 0.67, SLIPPED = 0.6, JOINED = 0.8;
  const BEGUN_MOST = 40, BEGUN_SHORT = 8; // words that a beginning may stand for, one of two letters fewer
  const KIN_FROM = 6, KIN_LESS = 3, KIN_LEAST = 5; // a word of six letters or more, without its last three, but never less than five
  const AGAIN = 0.4, AGAIN_MOST = 10, AGAIN_ALSO = 3.9, AGAIN_ASKED = 0.3; // more for every further line, up to ten
  const NAMED = 0.6, NAMED_IN_HEADING = 0.3, NAMED_SAME = 10; // a name all of whose words were typed; the same name
  const NEAR = 3.5; // words that stand in one line of the text
  const LIKE = 12, LIKE_POWER = 0.6, LIKE_NEXT = 0.5, LIKE_MOST = 2; // a name or question like what was typed; the next best ones
  const SMALL = 0.7; // small words, in names and questions alone
  const LISTS = /^about\/(?:facts|open-questions)/, IN_LISTS = 0.5; // they have something on everything
  const ANSWER_IN_HEADING = 0.8; // what a word in a heading is worth beside one line of its part, to find the answer to a question
  const PROPER = /^\p{Lu}/u; // a name written large, as of a town: where a heading has it, its place is there
  const IN_A_HURRY = /^(?:overdose\/(?:(?:respond|two-down-and-other-hard-cases)\/)?|harm-reduction\/injecting-trouble\/)$/; // the steps, or when to go to emergency, come first, not a place below them

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
      const stems = new Set(), small = new Set();
      for (const word of words(said)) {
        if (!spelt.has(word)) spelt.set(word, stem(word));
        stems.add(spelt.get(word));
        if (CALLED.has(kind) && isSmall(word)) small.add(word);
      }
      for (const each of stems) {
        if (!where.has(each)) where.set(each, []);
        where.get(each).push(lines.length);
      }
      lines.push({ kind, page, part, text: said, stems, small });
    };
    for (const [page, [, number, title, summary, also, headings, chapter]] of first.pages.entries()) {
      add(CHAPTER, page, 0, chapter);
      add(TITLE, page, 0, title);
      add(NUMBER, page, 0, number);
      also.forEach((name) => add(ALSO, page, 0, name));
      add(SUMMARY, page, 0, summary);
      headings.forEach((heading, at) => add(HEADING, page, at + 1, anchored(heading)[1]));
      if (text) text.asked[page].forEach((question) => add(ASKED, page, 0, question));
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
    const names = lines.filter((line) => CALLED.has(line.kind)), often = new Map(); // small word: how many names it stands in
    for (const { small } of names) for (const word of small) often.set(word, (often.get(word) || 0) + 1);
    const little = (some) => SMALL * [...some].reduce((all, word) => all + (often.has(word) ? tells(names.length, often.get(word)) : 0), 0);
    yield;
    const smallStems = new Set([...spelt].filter(([word]) => isSmall(word)).map(([, each]) => each));
    const called = new Map(); // plain name: its pages
    for (const [at, line] of lines.entries()) {
      if (at % 200 === 0) yield;
      if (line.kind === TEXT || line.kind === SUMMARY) continue;
      const stems = [...line.stems], telling = stems.filter((each) => !smallStems.has(each));
      line.whole = sum(telling.length ? telling : stems);
      line.little = little(line.small);
      if (line.kind !== TITLE && !CALLED.has(line.kind)) continue;
      const plain = words(line.text).join(" ");
      called.set(plain, [...(called.get(plain) || []), line.page]);
    }
    const alike = new Map();
    for (const group of first.alike) {
      const stems = [...new Set(group.map(stem))];
      for (const each of stems) alike.set(each, [...(alike.get(each) || []), ...stems.filter((other) => other !== each)]);
    }
    return { first, lines, opens, where, spelt, rare, alike, called, little, sorted: [...spelt.keys()].sort() };
  }

  // --- What is asked ---------------------------------------------------------------------------------------------

  /** How many letters may be wrong in a word that is nowhere in the reader. */
  const slips = (word) => (/\d\d|^\d/.test(word) || word.length < (/\d/.test(word) ? 6 : 4) ? 0 : word.length < 6 ? 1 : word.length < 9 ? 2 : 3);

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

  /** The words known that begin as this one does: approve for approval. */
  const kin = (known, word) => (word.length < KIN_FROM ? []
    : begun(known, word.slice(0, Math.max(KIN_LEAST, word.length - KIN_LESS))).filter((other) => other.length <= word.length + KIN_LESS && !isSmall(other)));

  /**
   * What a typed word stands for: its stems with their worth, best first, and how much it tells. Null if nobody knows it, or it is
   * a small word with a slip. What stands for it and is in many pages is worth less: a lady is no more than any woman.
   */
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
    if (!stems.size) {
      const others = meant(known, word);
      if (others.some(isSmall)) return null;
      for (const other of others) put(known.spelt.get(other), SLIPPED);
    }
    for (const other of kin(known, word)) put(known.spelt.get(other), KIN);
    if (!stems.size) return null;
    const sorted = [...stems].sort((a, b) => b[1] - a[1]), most = sorted[0][1];
    const rare = sorted.filter(([, worth]) => worth === most).map(([each]) => known.rare.get(each));
    const much = most === ALIKE || most === BEGUN ? Math.min(...rare) : Math.max(...rare);
    return { stems: sorted.map(([each, worth]) => [each, worth < 1 ? worth * Math.min(1, known.rare.get(each) / much) : worth]), tells: much };
  }

  /** A word in one piece that the reader writes in two. */
  function pieces(known, word) {
    const whole = word.length < 6 || known.where.has(stem(word)) || known.spelt.has(word);
    for (let at = 3; !whole && at <= word.length - 3; at++) {
      const both = [word.slice(0, at), word.slice(at)];
      if (both.every((piece) => known.spelt.has(piece) && !isSmall(piece))) return both; // methdone is no meth that is done
    }
    return [word];
  }

  /** What was typed, word by word, and the small words apart if there are others. The last one may still grow. */
  function terms(known, query) {
    const small = new Set();
    const typed = words(query).flatMap((word) => pieces(known, word)).filter((word) => word.length > 1 || known.spelt.has(word));
    const some = typed.some((word) => !isSmall(word)), ended = /\s$/.test(query);
    const found = new Map();
    typed.forEach((word, at) => {
      if (some && isSmall(word)) { small.add(word); return; }
      const one = term(known, typed, at, !ended && at === typed.length - 1 && word.length > (at ? 2 : 1));
      if (one) found.set(stem(word), one);
    });
    return { asked: [...found.values()], small };
  }

  // --- What is found ---------------------------------------------------------------------------------------------

  /** How much alike a name or question is to what was asked, from 0 to 1: what both have, next to what each has. */
  const likeness = (known, line, much, small, total) => Math.min(1, (much + known.little([...small].filter((word) => line.small.has(word))))
    / Math.sqrt(Math.max(1, line.whole + line.little) * total));

  /** Every page that has some of the words: {page, words, again, parts, name, near, like}, each number one of `asked`'s; like: [how much, line]. */
  function matches(known, asked, small) {
    const { lines, where } = known, pages = new Map(), score = new Map(); // score: line: how much of what was asked stands in it
    const none = () => asked.map(() => 0), total = asked.reduce((all, each) => all + each.tells, known.little(small));
    asked.forEach((each, at) => {
      const seen = new Set();
      for (const [one, worth] of each.stems) for (const line of where.get(one)) {
        if (seen.has(line)) continue;
        seen.add(line);
        const { page, kind, part } = lines[line];
        if (!pages.has(page)) pages.set(page, { page, words: none(), again: none(), parts: new Map(), name: 0, near: 0, like: [] });
        const match = pages.get(page);
        match.words[at] = Math.max(match.words[at], worth * WORTH[kind]);
        if (kind === CHAPTER) continue; // nobody would see why
        score.set(line, (score.get(line) || 0) + each.tells * worth);
        match.again[at] += kind === TEXT ? 1 : kind === ALSO ? AGAIN_ALSO : kind === ASKED ? AGAIN_ASKED : 0;
        if (!match.parts.has(part)) match.parts.set(part, { words: none(), line: -1, much: 0, heading: 0 });
        const own = match.parts.get(part);
        own.words[at] = Math.max(own.words[at], worth * WORTH_IN_PAGE[kind]);
        if (kind === HEADING && worth > ALIKE) own.heading += each.tells;
      }
    });
    for (const [at, much] of score) {
      const { page, kind, part, whole } = lines[at], match = pages.get(page), own = match.parts.get(part);
      if (kind === TEXT || kind === SUMMARY) { if (much > own.much) [own.line, own.much] = [at, much]; } // says why
      if (kind === TEXT) match.near = Math.max(match.near, much);
      else if (kind !== SUMMARY) match.name = Math.max(match.name, much * Math.min(1, much / whole) * (kind === HEADING ? NAMED_IN_HEADING : 1));
      if (CALLED.has(kind)) match.like.push([likeness(known, lines[at], much, small, total), lines[at]]);
    }
    for (const match of pages.values()) match.like.sort((a, b) => b[0] - a[0]);
    return [...pages.values()].filter((match) => match.parts.size);
  }

  /** The best places for what was typed, one a page: {url, anchor, number, page, heading, also, asked, line, stems}. */
  function ask(known, query) {
    const { asked, small } = terms(known, query);
    if (!asked.length) return [];
    const sum = (of) => asked.reduce((all, each, at) => all + each.tells * of(at), 0);
    const total = sum(() => 1), same = new Set(known.called.get(words(query).join(" ")));
    const points = (match) => {
      const bag = sum((at) => match.words[at] + Math.min(match.again[at], AGAIN_MOST) * AGAIN);
      const named = NAMED * match.name * (same.has(match.page) ? NAMED_SAME : 1);
      const near = NEAR * match.near * (match.near / total);
      const like = match.like.slice(0, LIKE_MOST).reduce((all, [one], at) => all + one ** LIKE_POWER * LIKE_NEXT ** at, 0);
      return (bag + named + near + LIKE * total * like) * (LISTS.test(known.first.pages[match.page][0]) ? IN_LISTS : 1);
    };
    const stems = new Set(asked.flatMap((each) => each.stems.map(([one]) => one)));
    return matches(known, asked, small)
      .map((match) => ({ match, points: points(match) }))
      .sort((a, b) => b.points - a.points || a.match.page - b.match.page)
      .slice(0, MOST)
      .map(({ match }) => place(known, match, sum, stems));
  }

  /** The other names of a page that are like what was typed, most of all first; of tent and tents only one. */
  function names(like) {
    const fits = new Map();
    for (const [, { kind, text, stems }] of like) {
      const alike = [...stems].join(" ");
      if (kind === ALSO && !fits.has(alike)) fits.set(alike, text);
    }
    return [...fits.values()].slice(0, NAMES);
  }

  /** The part of a page whose heading has a name, by number; 0 if none. Who begins with it comes first, then the shortest. */
  function homeOf({ text }, headings) {
    const name = ` ${words(text).join(" ")} `, said = headings.map((heading) => ` ${words(anchored(heading)[1]).join(" ")} `);
    const far = (part) => (said[part - 1].startsWith(name) ? 0 : 1000) + said[part - 1].length;
    return said.flatMap((one, at) => (one.includes(name) ? [at + 1] : [])).sort((a, b) => far(a) - far(b))[0] || 0;
  }

  /** The part that what was typed calls by its proper name, the one that tells most; 0 if none. What else was typed does not count. */
  function named(match, headings, stems) {
    let home = 0, most = 0;
    for (const [, line] of match.like) {
      if (line.kind !== ALSO || line.whole <= most || !PROPER.test(line.text) || ![...line.stems].every((each) => stems.has(each))) continue;
      if (line.home === undefined) line.home = homeOf(line, headings);
      if (line.home) [home, most] = [line.home, line.whole];
    }
    return home;
  }

  /** Where on the page, and the line that says why. */
  function place(known, match, sum, stems) {
    const [url, number, page, summary, , headings] = known.first.pages[match.page];
    let best = (!IN_A_HURRY.test(url) && named(match, headings, stems)) || 0, most = 0;
    if (!best) for (const [part, own] of [...match.parts].sort((a, b) => a[0] - b[0])) {
      const worth = sum((at) => own.words[at]);
      if (worth > most) [best, most] = [part, worth];
    }
    const [, like] = match.like[0] || [], asked = !best && like && like.kind === ASKED ? like.text : ""; // a question that others asked
    if (asked && !IN_A_HURRY.test(url)) { // its answer: the top, unless a line below it has more of what was asked
      const top = match.parts.get(0).much, below = [...match.parts].filter(([part]) => part);
      const has = ([, part]) => part.much + ANSWER_IN_HEADING * part.heading;
      if (below.some(([, { much }]) => much > top)) [best] = below.reduce((most, one) => (has(one) > has(most) ? one : most));
    }
    const [anchor, heading] = best ? anchored(headings[best - 1]) : ["", ""];
    const at = match.parts.get(best)?.line ?? -1;
    const opening = best ? known.opens.get(`${match.page} ${best}`) || "" : summary;
    return { url, anchor, number, page, heading, also: best || asked ? [] : names(match.like), asked, line: at < 0 ? opening : known.lines[at].text, stems };
  }

  globalThis.readerAsk = { read, ask };
})();
