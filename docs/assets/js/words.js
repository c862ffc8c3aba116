/* Words as people type them and as pages write them, brought to one form. ask.js and search.js use it. */
(() => {
  // Small words say nothing about what is looked for, unless there are no others.
  const SMALL = new Set(("a about actually again all alot alright also always am an and another any anybody anymore anyone anything anyway anyways are as at basically be because " +
    "been being bro btw bunch but by came can cannot cant could couldnt damn did do does doesnt doing done dont dude else even ever every exactly for from " +
    "fuck fucked fuckin fucking gave get gets getting go goes going gonna got gotta guy guys had hadnt has hasnt have havent having he hell her here hers " +
    "hey hi him his honestly how hows i idk if ill im in infront into is isnt it its ive just keep keeps kinda know let lets like lol look looks lot lots " +
    "make makes many may me might mine more most much must my nah need needs never no nobody nope not now of off oh ok okay omg on one ones only or " +
    "other our ours out over own people please pls plz pretty probably put quite really right said say says see should shouldnt since so some somebody " +
    "someone something sorta still stupid such supposed sure take takes taking tell than that thats the their them then there theres these they theyre " +
    "thing things this tho those though til till to told too took totally tryna u until ur us usually very wanna want wants was wasnt wat way we well went " +
    "were werent what whatever whats when whenever where wheres which while who whos whose why will with without wondering wont would wtf wut ya yeah yep " +
    "yet yo you your youre yours").split(" "));

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
    const short = /^([dltv])(?:ying|ie[ds])$/.exec(word);
    if (short) return `${short[1]}ie`; // dying, died: die
    let rest = word;
    if (/..ie[sd]?$/.test(rest)) rest = rest.replace(/ie[sd]?$/, "y");
    else if (/(?:ss|sh|ch|x|z)es$/.test(rest)) rest = rest.slice(0, -2);
    else if (/[^su]s$/.test(rest)) rest = rest.slice(0, -1);
    const ending = ENDINGS.find((one) => rest.endsWith(one) && rest.length > one.length + 1 && /[aeiouy]/.test(rest.slice(0, -one.length)) && !rest.endsWith("eed"));
    if (ending) rest = undouble(rest.slice(0, -ending.length));
    if (rest.length > 6) rest = rest.replace(/([st])ion$/, "$1").replace(/(?:ment|ness|ful|ous)$/, "");
    if (rest.length > 5) rest = rest.replace(/our$/, "or").replace(/tre$/, "ter");
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
