// Text to words, words to stems: the browser's half of builder/index/normalise.py. One file of cases,
// builder/index/cases.json, holds both to the same answers. The words and endings themselves come
// with the index (index.toml), so that there is one list of them.

const LONGEST_WORD = 40;

// Letters of one row for those of another; those that it lacks are dropped.
const turned = (text, from, to) => [...text].map(letter => {
  const at = from.indexOf(letter);
  return at < 0 ? letter : to[at] || "";
}).join("");

const fold = text => turned(text.normalize().toLowerCase(), ...index.folded);

const words = text => (fold(text).match(index.word) || []).map(word => oneScript(word.slice(0, LONGEST_WORD)));

// Latin letters that hide in a Cyrillic word are taken for what they look like.
function oneScript(word) {
  const plain = index.mixed.test(word) ? turned(word, ...index.alike) : word;
  return index.mixed.test(plain) ? word : plain;
}

// Snowball's Russian stemmer. The words of titles come again with every key.
const stem = word => stemOf[word] ??= snowball(word);

function snowball(word) {
  const [region, second, quality, superlative] = index.stemmer.slice(6), match = region.exec(word);
  if (!match) return word;
  let rest = withoutEnding(match[2]).replace(/и$/, "");
  const tail = second.exec(match[1] + rest);
  if (tail && quality.test(tail[1])) rest = rest.replace(quality, "");
  const plain = rest.replace(superlative, ""), short = plain.replace(/нн$/, "н");
  return match[1] + (plain === rest ? short.replace(/ь$/, "") : short);
}

function withoutEnding(rest) {
  const cut = (text, pattern) => text.replace(pattern, (all, kept) => /[ая]/.test(kept) ? kept : "");
  const [gerund, adjective, participle, verb, noun, reflexive] = index.stemmer, short = cut(rest, gerund);
  if (short !== rest) return short;
  rest = rest.replace(reflexive, "");
  const other = cut(rest, adjective), does = cut(rest, verb);
  if (other !== rest) return cut(other, participle);
  return does === rest ? cut(rest, noun) : does;
}

// «хирургиясы» → «хирургия»: without Kazakh endings, by class as long as there are any.
function kazakhWord(word) {
  const whole = word;
  index.kazakhs.forEach(([ending, rest]) => { word = word.replace(ending, rest); });
  return word === whole ? word : kazakhWord(word);
}

// Letters of the root that two stems share, if all that follows it are suffixes, and not too many. The root is
// one of them, or about half of the longer (with the letter that alternates, and but for a long prefix); beside the
// shortest of roots one suffix is short: «варикоз» is no «вариант».
function related(one, other) {
  const [short, long] = one.length < other.length ? [one, other] : [other, one], {kin, root, prefix} = index;
  let at = 0;
  while (short[at] && short[at] === long[at]) at++;
  return [at, at - 1].find(from => from >= root && (from > root || short.length < from + 3) && long.length < from * 2 + 3 &&
    kin.some((pattern, other) => (short.length < from + 2 || from * 2.2 - (prefix.exec(short)?.[0][3] ? 4 : 0) >= long.length - (other ? 2 : 1)) &&
      pattern.test(short.slice(from)) && pattern.test(long.slice(from))));
}

// What a word may give to an abbreviation: «у» and «уз» of «ультразвуковой».
function initials(word) {
  const inner = word.match(index.compound) || [];
  return inner.slice(0, 3).reduce((found, letter) => [...found, ...found.map(one => one + letter)], [word[0]]);
}

// How many letters are left of a word that is cut before another one: «спец» of «специальная», «кардио».
function clips(word) {
  const [start] = word.match(index.syllable) || [""], linked = word.indexOf("о", 2) + 1;
  return [start.length, start.length + 1, linked].filter(size => size > 2);
}

// Another keyboard layout: each alternative reading of a piece of text that differs from it.
function layouts(text) {
  const {latin, shifted, russian, digits, kazakh} = index.keyboard, low = text.toLowerCase(), isLatin = /[a-z]/.test(low);
  if (isLatin === /[Ѐ-ԯ]/.test(low)) return [];
  if (!isLatin) return [turned(low, russian, latin)];
  return ["", digits].map(more => turned(turned(text, shifted, latin), latin + more, russian + kazakh));
}

// Damerau-Levenshtein distance, at most ``most``; slips of ear are cheaper than those of the hand.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before, last = [], row = [...a + b].map((letter, at) => at);
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      const one = a[i - 1], other = b[j - 1];
      // Farther from the middle are more slips than may be.
      row[j] = Math.abs(i - j) > most * 1.5 ? Infinity : Math.min(
        last[j - 1] + (one === other ? 0 : index.heard.includes(one + other) ? 0.7 : 1),
        last[j] + (one === a[i - 2] ? 0.7 : 1),
        row[j - 1] + (other === b[j - 2] ? 0.7 : 1),
        one === b[j - 2] && a[i - 2] === other ? before[j - 2] + 0.8 : Infinity
      );
    }
  }
  return row[b.length] > most ? Infinity : row[b.length];
}

const digest = (word, most) => [...word].reduce((value, letter) => (value * 31 + letter.codePointAt(0)) % most, 0);

const hash = term => 1 + digest(term, 65521) % 15;
