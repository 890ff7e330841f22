// Text to words, words to stems: the browser's half of builder/index/normalise.py. One file of cases,
// builder/index/cases.json, holds both to the same answers. The words and endings themselves come
// with the index (rules.toml), so that there is one list of them.
(function () {
  "use strict";

  const S = window.radarSearch = window.radarSearch || {};
  const WORD = /[0-9a-zß-ɏЀ-ԯ]+/g, LONGEST = 40;
  const FOLDED = {"ё": "е", "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и"};
  const ALIKE = "aceopxykmtbhi", MEANT = "асеорхукмтвни";
  const MIXED = /[a-z].*[Ѐ-ԯ]|[Ѐ-ԯ].*[a-z]/;
  const RV = /^(.*?[аеиоуыэюя])(.+)$/;
  const R2 = /^[^аеиоуыэюя]*[аеиоуыэюя]+[^аеиоуыэюя]+[аеиоуыэюя]+[^аеиоуыэюя](.*)$/;
  const GERUND = /(?:[иы]в(?:ши(?:сь)?)?|([ая])в(?:ши(?:сь)?)?)$/;
  const ADJECTIVE = /(?:ими|ыми|его|ого|ему|ому|ее|ие|ые|ое|ей|ий|ый|ой|ем|им|ым|ом|их|ых|ую|юю|ая|яя|ою|ею)$/;
  const PARTICIPLE = /(?:[иы]вш|ующ|([ая])(?:ем|нн|вш|ющ|щ))$/;
  const VERB = /(?:ила|ыла|ена|ейте|уйте|ите|или|ыли|ей|уй|ил|ыл|им|ым|ен|ило|ыло|ено|ят|ует|уют|ит|ыт|ены|ить|ыть|ишь|ую|ю|([ая])(?:ла|на|ете|йте|ли|й|л|ем|н|ло|но|ет|ют|ны|ть|ешь|нно))$/;
  const NOUN = /(?:а|ев|ов|ие|ье|е|иями|ями|ами|еи|ии|и|ией|ей|ой|ий|й|иям|ям|ием|ем|ам|ом|о|у|ах|иях|ях|ы|ь|ию|ью|ю|ия|ья|я)$/;
  const COMPOUND = /(?=[а-я]{3}[оеа]([а-я])[а-я]{3})/g, LONG = 8;

  S.fold = text => text.normalize("NFC").toLowerCase()
    .replace(/[ёәғқңөұүһі]/g, letter => FOLDED[letter]).replace(/[\u0301\u00ad]/g, "");

  S.words = text => (S.fold(text).match(WORD) || []).map(word => oneScript(word.slice(0, LONGEST)));

  // Latin letters that hide in a Cyrillic word are taken for what they look like.
  function oneScript(word) {
    if (!MIXED.test(word)) return word;
    const plain = word.replace(/[a-z]/g, letter => MEANT[ALIKE.indexOf(letter)] || letter);
    return MIXED.test(plain) ? word : plain;
  }

  // Snowball's Russian stemmer.
  S.stem = word => {
    const match = RV.exec(word);
    if (!match) return word;
    let rest = withoutEnding(match[2]);
    if (rest.endsWith("и")) rest = rest.slice(0, -1);
    const tail = R2.exec(match[1] + rest);
    if (tail && /ость?$/.test(tail[1])) rest = rest.replace(/ость?$/, "");
    const plain = rest.replace(/ейше?$/, "");
    if (rest.endsWith("нн")) rest = rest.slice(0, -1);
    else if (plain !== rest) rest = plain.endsWith("нн") ? plain.slice(0, -1) : plain;
    else if (rest.endsWith("ь")) rest = rest.slice(0, -1);
    return match[1] + rest;
  };

  function withoutEnding(rest) {
    const cut = (text, pattern) => text.replace(pattern, (all, kept) => typeof kept === "string" ? kept : "");
    let short = cut(rest, GERUND);
    if (short !== rest) return short;
    rest = rest.replace(/с[яь]$/, "");
    short = cut(rest, ADJECTIVE);
    if (short !== rest) return cut(short, PARTICIPLE);
    short = cut(rest, VERB);
    return short !== rest ? short : cut(rest, NOUN);
  }

  // «хирургиясы» → «хирург»: Kazakh endings by class, then as a Russian word.
  S.kazakhStem = (word, rules) => {
    rules.kazakh.forEach(endings => {
      const ending = endings.find(one => word.endsWith(one) && word.length - one.length >= 3);
      if (ending) word = word.slice(0, -ending.length).replace(/г$/, "к").replace(/б$/, "п");
    });
    return S.stem(word);
  };

  // Words that may be of one family with this stem; those that are no words of the index fall away.
  S.family = (stem, rules) => {
    const found = new Set();
    rules.families.forEach(endings => endings.forEach(ending => {
      if (!stem.endsWith(ending)) return;
      const root = stem.slice(0, stem.length - ending.length);
      if (root.length >= 4) endings.forEach(other => found.add(root + other));
    }));
    found.delete(stem);
    return [...found];
  };

  // What a word may give to an abbreviation: «у» and «уз» of «ультразвуковой».
  S.initials = word => {
    const inner = word.length > LONG ? [...word.matchAll(COMPOUND)].map(m => m[1]).slice(0, 3) : [];
    return inner.reduce((found, letter) => [...found, ...found.map(one => one + letter)], [word[0]]);
  };

  // Another keyboard layout: each alternative reading of a piece of text that differs from it.
  S.layouts = (text, rules) => {
    const keys = rules.keyboard, low = text.toLowerCase(), found = [];
    const turn = (from, to) => [...low].map(key => {
      const at = from.indexOf(key);
      return at < 0 ? key : to[at];
    }).join("");
    if (/[a-z]/.test(low) && !/[Ѐ-ԯ]/.test(low)) {
      found.push(turn(keys.latin, keys.russian));
      if (/[2345890=-]/.test(low)) found.push(turn(keys.latin + keys.digits, keys.russian + keys.kazakh));
    } else if (/[а-яё]/.test(low) && !/[a-z]/.test(low)) found.push(turn(keys.russian, keys.latin));
    return found;
  };

  const CLOSE = ["оа", "еи", "иы", "яе", "ёе", "эе", "юу", "бп", "дт", "гк", "зс", "жш", "вф", "шщ", "йи"];
  const alike = new Set(CLOSE.flatMap(([a, b]) => [a + b, b + a]));

  // Damerau-Levenshtein distance, at most ``most``; slips of ear are cheaper than those of the hand.
  S.distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    let before = [], last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        let cost = Math.min(
          last[j - 1] + (same ? 0 : alike.has(a[i - 1] + b[j - 1]) ? 0.7 : 1),
          last[j] + (a[i - 1] === a[i - 2] ? 0.7 : 1),
          row[j - 1] + (b[j - 1] === b[j - 2] ? 0.7 : 1)
        );
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 0.8);
        }
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return Infinity;
      before = last;
      last = row;
    }
    return last[b.length] > most ? Infinity : last[b.length];
  };

  // Two numbers of 32 bits.
  S.hashes = word => {
    let first = 2166136261, second = 40503;
    for (const letter of word) {
      first = Math.imul(first ^ letter.codePointAt(0), 16777619) >>> 0;
      second = Math.imul(second ^ letter.codePointAt(0), 374761393) >>> 0;
    }
    return [first, (second | 1) >>> 0];
  };

  S.hash = term => {
    let value = 0;
    for (const letter of term) value = (value * 31 + letter.codePointAt(0)) % 65521;
    return 1 + value % 15;
  };
})();
