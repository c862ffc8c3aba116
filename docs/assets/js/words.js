/* Words as people type them and as pages write them, brought to one form. ask.js and search.js use it. */
(() => {
  // Small words say nothing about what is looked for, unless there are no others.
  const SMALL = new Set(("a about again all also am an and another any anyone anybody anything are as at be because been being but by came can cannot cant could " +
    "did do does doesnt doing done dont else even ever every for from gave get gets getting go goes going got had has have having he her here hers him his how " +
    "i if ill im in into is isnt it its ive just keep keeps know let like look looks lot make makes many may me might mine more most much must my need needs no nobody " +
    "not now of off ok on one ones only or other our ours out over own people please put quite really right said say says see should shouldnt so some somebody someone something " +
    "still such take takes taking tell than that thats the their them then there theres these they theyre thing things this those to told too took us very want wants was way we well " +
    "went were what whats when where wheres which while who whos whose why will with without wont would you your yours").split(" "));

  const GAP = "[-\u2010-\u2015\u2212./\\s]{0,3}"; // what people put between the digits of a phone number
  const PHONE = `(?:\\b1${GAP}\\(?|\\(|\\b)[2-9]\\d\\d\\)?${GAP}[2-9]\\d\\d${GAP}\\d{4}(?!\\d)|\\b310${GAP}\\d{4}(?!\\d)|\\b\\d(?:[-\u2010-\u2015\u2212. ]\\d){2}(?![-.]?\\d)`;
  const PHONES = new RegExp(PHONE, "g");
  // Writing without spaces: every two neighbours count as a word, and so does the last letter of a row.
  const DENSE = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
  const ROWS = new RegExp(`[${DENSE}]+`, "gu");
  const GAPS = /[^\p{L}\p{M}\p{N}.]+|\.(?!\d)/u;
  const PARTS = new RegExp(`(${PHONE}|[${DENSE}]+|\\s+)`, "u");
  const IS_ROW = new RegExp(`^[${DENSE}]+$`, "u");

  /** A number as it is dialled, without the 1 of long distance: reader/source/phone.py reads the same numbers. */
  const dialled = (number) => number.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");

  /** Letters as people type them: no accents, no case, no apostrophes and what hangs on them, none that can't be seen; 9-1-1 is 911. */
  const fold = (text) => String(text).normalize("NFKD").replace(/(\p{L})['’](?:s|d|m|ll|re|ve)(?!\p{L})/giu, "$1").replace(/[\u0300-\u036f'’\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replace(PHONES, dialled).replace(/(\d)[-‑–](?=\d)/g, "$1").replace(/\b1(?=8(?:00|33|44|55|66|77|88)\d{0,7}\b)/g, "").toLowerCase();
  const pairs = (row) => ` ${[...row].map((letter, at, all) => letter + (all[at + 1] || "")).join(" ")} `;
  const words = (text) => fold(text).replace(ROWS, pairs).split(GAPS).filter(Boolean);

  const ENDINGS = ["ing", "ed"];
  const undouble = (word) => word.replace(/([^aeiouylsz])\1$/, "$1");

  /** What a word has in common with its plural, its -ing, its -ed: enough to find one by the other. */
  function stem(word) {
    if (word.length < 4 || /\d/.test(word)) return word === "use" ? "us" : word; // using is us + ing
    let rest = word;
    if (/..ie[sd]$/.test(rest)) rest = `${rest.slice(0, -3)}y`;
    else if (/(?:ss|sh|ch|x|z)es$/.test(rest)) rest = rest.slice(0, -2);
    else if (/[^su]s$/.test(rest)) rest = rest.slice(0, -1);
    const ending = ENDINGS.find((one) => rest.endsWith(one) && rest.length > one.length + 1 && /[aeiouy]/.test(rest.slice(0, -one.length)) && !rest.endsWith("eed"));
    if (ending) rest = undouble(rest.slice(0, -ending.length));
    if (rest.length > 6) rest = rest.replace(/([st])ion$/, "$1").replace(/ment$/, "");
    if (rest.length > 5) rest = rest.replace(/ly$/, "");
    return rest.length > 2 ? rest.replace(/e$/, "") : rest;
  }

  /** Those stems of a text that are among `stems`, each once. */
  const found = (text, stems) => [...new Set(words(text).map(stem).filter((each) => stems.has(each)))];

  /** A text in pieces, each with whether one of the stems stands in it: [[piece, true], …]. */
  const parted = (text, stems) => text.split(PARTS).filter(Boolean).flatMap((part) => {
    if (!IS_ROW.test(part)) return [[part, found(part, stems).length > 0]];
    const letters = [...part];
    const starts = letters.map((letter, at) => stems.has(fold(letter + (letters[at + 1] || ""))));
    return letters.map((letter, at) => [letter, starts[at] || Boolean(starts[at - 1])]);
  });

  globalThis.readerWords = { words, stem, found, parted, isSmall: (word) => SMALL.has(word) };
})();
