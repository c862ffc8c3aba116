/* What the search answers: words in, places out. It knows no page and no screen, so tests can put questions to it. */
(() => {
  const MOST = 12; // results
  // Kinds of lines, and what a word found in one is worth.
  const TITLE = 0, ALSO = 1, NUMBER = 2, HEADING = 3, SUMMARY = 4, TEXT = 5, CHAPTER = 6;
  const P = Object.assign({"title":6.3,"also":4,"head":1.5,"sum":2,"text":1.3,"alike":0.8,"A":4,"ex":1,"hfit":0.6,"B":1.5,"bx":1.3,"cx":0.7,"page":0.7,"cnt":0.14,"same":3.6,"phr":7,"phw":0.2,"chap":1.4,"acnt":1,"cmax":6}, globalThis.ASKP);
  const WORTH = [P.title, P.also, 4, P.head, P.sum, P.text, P.chap];
  // What a word is worth that was not typed, but is near what was: of the same meaning, begun, misspelt, in two pieces.
  const ALIKE = P.alike, BEGUN = 0.6, SLIPPED = 0.6, JOINED = 0.8;
  const BEGUN_MOST = 40; // words that a beginning may stand for

  // Small words say nothing about what is looked for.
  const SMALL = new Set(("a about again all also am an and another any anyone anybody are as at be because been being but by can cannot cant could " +
    "did do does doesnt doing done dont else even ever every for from get gets getting go goes going got had has have having he her here hers him his how " +
    "i id if ill im in into is isnt it its ive just keep keeps know let like look looks lot make makes many may me might mine more most much must my need needs no nobody " +
    "not now of off ok on one ones only or other our ours out over own people please put quite really right say says see should shouldnt so some somebody someone something " +
    "still such take takes taking took came went gave said told tell than that thats the their them then there theres these they theyre thing things this those to too us very want wants was way we well " +
    "were what whats when where wheres which while who whos whose why will with without wont would you your yours").split(" "));

  // --- Words -----------------------------------------------------------------------------------------------------

  const GAP = "[-\u2010-\u2015\u2212./\\s]{0,3}"; // what people put between the digits of a phone number
  const PHONE = `(?:\\b1${GAP}\\(?|\\(|\\b)[2-9]\\d\\d\\)?${GAP}[2-9]\\d\\d${GAP}\\d{4}(?!\\d)|\\b310${GAP}\\d{4}(?!\\d)|\\b\\d(?:[-\u2010-\u2015\u2212. ]\\d){2}(?![-.]?\\d)`;
  const PHONES = new RegExp(PHONE, "g");
  // Writing without spaces: two neighbours make a word, and so does the last letter of a row.
  const DENSE = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
  const ROWS = new RegExp(`[${DENSE}]+`, "gu");
  const GAPS = /[^\p{L}\p{M}\p{N}.]+|\.(?!\d)/u;

  /** A number as it is dialled, without the 1 of long distance: reader/source/phone.py reads the same numbers. */
  const dialled = (number) => number.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");

  /** Letters as people type them: no accents, no case, no apostrophes, none that can't be seen; 9-1-1 is 911. */
  const fold = (text) => String(text).normalize("NFKD").replace(/[\u0300-\u036f'’\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replace(PHONES, dialled).replace(/(\d)[-‑–](?=\d)/g, "$1").replace(/\b1(?=8(?:00|33|44|55|66|77|88)\d{0,7}\b)/g, "").toLowerCase();
  const pairs = (row) => ` ${[...row].map((letter, at, all) => letter + (all[at + 1] || "")).join(" ")} `;
  const words = (text) => fold(text).replace(ROWS, pairs).split(GAPS).filter(Boolean);

  const undouble = (word) => word.replace(/([^aeiouylsz])\1$/, "$1");
  const hasVowel = /[aeiouy]/;

  /** What a word and its plural, its -ing, its -ed have in common: enough to find one by the other. */
  function stem(word) {
    if (word.length < 4 || /\d/.test(word)) return word === "use" ? "us" : word;
    let end = word;
    if (/ie[sd]$/.test(end) && end.length > 4) end = `${end.slice(0, -3)}y`;
    else if (/(?:ss|sh|ch|x|z)es$/.test(end)) end = end.slice(0, -2);
    else if (/[^su]s$/.test(end)) end = end.slice(0, -1);
    for (const tail of ["ing", "ed"]) {
      const rest = end.slice(0, -tail.length);
      if (end.endsWith(tail) && rest.length > 1 && hasVowel.test(rest) && !end.endsWith("eed")) { end = undouble(rest); break; }
    }
    if (end.length > 6) end = end.replace(/([st])ion$/, "$1").replace(/ment$/, "");
    if (end.length > 5) end = end.replace(/ly$/, "");
    return end.length > 2 ? end.replace(/e$/, "") : end;
  }

  // --- What is known ---------------------------------------------------------------------------------------------

  /** Read both files, page by page: a generator, so that whoever drives it can let others work meanwhile. */
  function* read(first, text) {
    const lines = []; // {kind, page, part, text, stems}
    const where = new Map(); // stem: numbers of the lines that hold it
    const spelt = new Map(); // word: stem
    const add = (kind, page, part, said) => {
      const stems = new Set();
      for (const word of words(said)) {
        if (!spelt.has(word)) spelt.set(word, stem(word));
        stems.add(spelt.get(word));
      }
      for (const each of stems) (where.get(each) || where.set(each, []).get(each)).push(lines.length);
      lines.push({ kind, page, part, text: said, stems });
    };
    for (const [at, [, number, title, summary, also, headings, chapter]] of first.pages.entries()) {
      if (chapter) add(CHAPTER, at, 0, chapter);
      add(TITLE, at, 0, title);
      if (number) add(NUMBER, at, 0, number);
      for (const name of also) add(ALSO, at, 0, name);
      if (summary) add(SUMMARY, at, 0, summary);
      headings.forEach(([, heading], part) => add(HEADING, at, part + 1, heading));
      if (text) text.pages[at].forEach((said, part) => said.forEach((line) => add(TEXT, at, part, line)));
      yield;
    }
    const pages = first.pages.length;
    const rare = new Map(); // stem: how much it tells
    for (const [each, found] of where) rare.set(each, tells(pages, new Set(found.map((line) => lines[line].page)).size));
    yield;
    const small = new Set([...SMALL].map(stem));
    for (const line of lines) {
      const said = line.kind === TEXT ? [] : [...line.stems];
      const telling = said.filter((each) => !small.has(each));
      line.whole = (telling.length ? telling : said).reduce((sum, each) => sum + rare.get(each), 0);
    }
    yield;
    const names = lines.filter(({ kind, stems }) => (kind === TITLE || kind === ALSO) && stems.size > 1).map(({ page, text: said, stems }) => (
      { page, plain: ` ${words(said).join(" ")} `, count: stems.size, whole: [...stems].reduce((sum, each) => sum + rare.get(each), 0) }));
    const alike = new Map();
    for (const group of first.alike) {
      const stems = [...new Set(group.map(stem))];
      for (const each of stems) alike.set(each, [...(alike.get(each) || []), ...stems.filter((other) => other !== each)]);
    }
    return { names, first, lines, where, spelt, rare, alike, sorted: [...spelt.keys()].sort() };
  }

  const tells = (pages, found) => Math.log(1 + (pages - found + 0.5) / (found + 0.5));

  // --- What is asked ---------------------------------------------------------------------------------------------

  /** How many letters may be wrong in a word that is nowhere in the reader. */
  const slips = (word) => (/\d/.test(word) || word.length < 4 ? 0 : word.length < 6 ? 1 : word.length < 9 ? 2 : 3);

  /** How many letters differ, two neighbours in each other's place counting as one; `most` + 1 as soon as it is more. */
  function differ(a, b, most) {
    let before, last = [], row = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
    }
    return row[b.length];
  }

  /** The words known that begin with these letters. */
  function begun(known, letters) {
    let low = 0, high = known.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (known.sorted[middle] < letters) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < known.sorted.length && known.sorted[low].startsWith(letters); low++) found.push(known.sorted[low]);
    return found;
  }

  /** The words known that somebody may have meant, best first by how few letters differ. */
  function meant(known, word) {
    const most = slips(word);
    if (!most) return [];
    const found = [];
    for (const other of known.sorted) {
      if (Math.abs(other.length - word.length) > most || (other[0] !== word[0] && other[1] !== word[1])) continue;
      const far = differ(word, other, most);
      if (far <= most) found.push([far, other]);
    }
    const least = Math.min(...found.map(([far]) => far));
    return found.filter(([far]) => far === least).map(([, other]) => other);
  }

  /** What a typed word stands for: {stems: stem → worth, tells}. Nothing when nobody could know. */
  function term(known, typed, at, grows) {
    const word = typed[at], stems = new Map();
    const own = stem(word);
    const put = (each, worth) => { if (known.where.has(each) && !(stems.get(each) >= worth)) stems.set(each, worth); };
    put(own, 1);
    for (const other of [typed[at - 1] && typed[at - 1] + word, typed[at + 1] && word + typed[at + 1]]) {
      if (known.spelt.has(other)) put(known.spelt.get(other), JOINED);
    }
    for (const other of known.alike.get(own) || []) put(other, ALIKE);
    if (grows) {
      const longer = [...new Set(begun(known, word).map((other) => known.spelt.get(other)))];
      longer.sort((a, b) => known.where.get(b).length - known.where.get(a).length);
      for (const other of longer.slice(0, BEGUN_MOST)) put(other, BEGUN);
    }
    if (!stems.size) for (const other of meant(known, word)) put(known.spelt.get(other), SLIPPED);
    if (!stems.size) return null;
    const most = Math.max(...stems.values());
    const best = [...stems].filter(([, worth]) => worth === most).map(([each]) => known.rare.get(each));
    return { stems: [...stems].sort((a, b) => b[1] - a[1]), tells: Math.max(...best) };
  }

  /** A word in one piece that the reader writes in two. */
  function pieces(known, word) {
    if (known.spelt.has(word) || known.where.has(stem(word)) || word.length < 6) return [word];
    for (let at = 3; at <= word.length - 3; at++) {
      const both = [word.slice(0, at), word.slice(at)];
      if (both.every((piece) => known.spelt.has(piece))) return both;
    }
    return [word];
  }

  function terms(known, query, ended) {
    const typed = words(query).flatMap((word) => pieces(known, word)).filter((word) => word.length > 1 || known.spelt.has(word));
    const telling = typed.map((word) => !SMALL.has(word));
    const some = telling.some(Boolean);
    const found = new Map();
    typed.forEach((word, at) => {
      if (some && !telling[at]) return;
      const grows = !ended && at === typed.length - 1 && word.length > (at ? 2 : 1);
      const one = term(known, typed, at, grows);
      if (one) found.set(stem(word), one);
    });
    return [...found.values()];
  }

  /** The best places for what was typed, one a page: {url, anchor, number, page, heading, also, line, stems}. */
  function ask(known, query) {
    const asked = terms(known, query, /\s$/.test(query));
    if (!asked.length) return [];
    const { lines, where, first } = known;
    const total = asked.reduce((sum, each) => sum + each.tells, 0);
    const score = new Map(); // line: how much of what was asked stands in it
    const best = first.pages.map(() => null); // page: {words: [worth of each term], parts: Map}
    asked.forEach(({ stems, tells: much }, at) => {
      const seen = new Set();
      for (const [each, worth] of stems) {
        for (const line of where.get(each)) {
          if (seen.has(line)) continue;
          seen.add(line);
          score.set(line, (score.get(line) || 0) + much * worth);
          const { page, kind, part } = lines[line];
          const at_ = best[page] || (best[page] = { words: asked.map(() => 0), count: asked.map(() => 0), parts: new Map() });
          at_.words[at] = Math.max(at_.words[at], worth * WORTH[kind]);
          at_.count[at] += kind === TEXT ? 1 : kind === ALSO ? P.acnt : 0;
          if (kind === CHAPTER) continue; // nobody sees why
          const own = at_.parts.get(part) || at_.parts.set(part, asked.map(() => 0)).get(part);
          own[at] = Math.max(own[at], worth * (kind === HEADING ? 2.5 : kind === TEXT ? 1 : 2));
        }
      }
    });
    const named = new Map(), near = new Map(); // page: its best name, and its best line
    for (const [line, much] of score) {
      const { kind, page, part, whole } = lines[line];
      if (kind === TEXT) {
        if (!(near.get(page)?.much >= much)) near.set(page, { much, line });
      } else if (kind !== SUMMARY && kind !== CHAPTER) {
        const fit = much * Math.min(1, much / whole) ** P.ex * (kind === HEADING ? P.hfit : 1);
        if (!(named.get(page)?.fit >= fit)) named.set(page, { fit, line, part });
      }
    }
    const plain = words(query).join(" ");
    const whole_ = ` ${plain} `;
    const said = new Map(); // names that stand in the query as they are, small words and all
    for (const name of known.names) {
      if (!whole_.includes(name.plain)) continue;
      said.set(name.page, Math.max(said.get(name.page) || 0, name.whole * (1 + P.phw * name.count)));
    }
    const results = [];
    best.forEach((found, page) => {
      if (!found || !found.parts.size) return;
      const bag = asked.reduce((sum, { tells: much }, at) => sum + much * (found.words[at] + Math.min(found.count[at], P.cmax) * P.cnt), 0);
      const cover = asked.reduce((sum, { tells: much }, at) => sum + much * Math.min(1, found.words[at]), 0) / total;
      const name = named.get(page), line = near.get(page);
      const same = name && words(lines[name.line].text).join(" ") === plain ? P.same : 1;
      const points = (bag * cover ** P.cx + P.A * (name?.fit || 0) * same + P.phr * (said.get(page) || 0) + P.B * (line ? line.much * (line.much / total) ** P.bx : 0)) * (first.pages[page][1] ? 1 : P.page);
      results.push({ page, points, dbg: globalThis.DBG && { bag: bag.toFixed(1), cover: cover.toFixed(2), fit: (name?.fit || 0).toFixed(2), said: said.get(page), same, name: name && lines[name.line].text, near: line && (line.much * line.much / total).toFixed(2), words: found.words.map((x) => x.toFixed(1)).join(",") } });
    });
    results.sort((a, b) => b.points - a.points || a.page - b.page);
    return results.slice(0, MOST).map(({ page, points, dbg }) => ({ ...place(known, asked, page, points, best[page], score), dbg, asked }));
  }

  /** Where on the page, and the line that says why. */
  function place(known, asked, page, points, found, score) {
    const [url, number, title, summary, also, headings] = known.first.pages[page];
    const worth = (own) => asked.reduce((sum, { tells: much }, at) => sum + much * own[at], 0);
    let part = 0, most = found.parts.has(0) ? worth(found.parts.get(0)) * 1.1 : 0;
    for (const [other, own] of [...found.parts].sort((a, b) => a[0] - b[0])) if (other && worth(own) > most) [part, most] = [other, worth(own)];
    const stems = new Set(asked.flatMap((each) => each.stems.map(([one]) => one)));
    let line = null, much = 0;
    for (const [at, points_] of score) {
      const each = known.lines[at];
      if (each.page === page && each.part === part && (each.kind === TEXT || each.kind === SUMMARY) && points_ > much) [line, much] = [each.text, points_];
    }
    const names = also.filter((name) => words(name).some((word) => stems.has(stem(word)) && !SMALL.has(word)));
    const [anchor, heading] = part ? headings[part - 1] : ["", ""];
    return { url, anchor, number, page: title, heading, also: part ? [] : names, line: line || (part ? known.lines.find((each) => each.page === page && each.part === part && each.kind === TEXT)?.text || "" : summary), stems, points };
  }

  /** All of it at once, for whoever may wait. */
  function known(first, text) {
    const work = read(first, text);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
    }
  }

  // --- Why it was found ------------------------------------------------------------------------------------------

  const PARTS = new RegExp(`(${PHONE}|[${DENSE}]+|\\s+)`, "u");
  const isRow = new RegExp(`^[${DENSE}]+$`, "u");

  /** The words of a text that a result was found by, as stems. */
  const found = (text, { stems }) => [...new Set(words(text).map(stem).filter((each) => stems.has(each)))];

  /** A text in pieces, each with whether it is what was found. */
  function parted(text, hit) {
    return text.split(PARTS).filter(Boolean).flatMap((part) => {
      if (!isRow.test(part)) return [[part, found(part, hit).length > 0]];
      const letters = [...part], is = letters.map(() => false);
      letters.forEach((letter, at) => {
        const pair = [letter, letters[at + 1]].filter(Boolean);
        if (hit.stems.has(fold(pair.join("")))) pair.forEach((_, more) => { is[at + more] = true; });
      });
      return letters.map((letter, at) => [letter, is[at]]);
    });
  }

  globalThis.readerAsk = { read, known, ask, words, found, parted };
})();
