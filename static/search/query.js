// What was typed → what is looked for: words, phrases and exclusions, each word with everything that it
// may stand for: its forms, its family, a place, an abbreviation; another keyboard layout; the nearest
// word if it is none. Knows no ranking.

const LONGEST = 300, MOST = 12, FEW = 10, SLIP = 1.2, EAR = 0.8, LONG = 8, KEPT = 300, FARTHER = 0.8, SHARDS = 4;
let asked = 0;
// «-слово "две сестры" кард» → [{text, words, turned, phrase, without, open}]; turned: in other layouts;
// open: may still be being typed. Stop words are left out. What is typed in Latin stays one unit: its
// commas and brackets may be letters.
function unitsOf(text) {
  const found = [], cut = text.slice(0, LONGEST).replace(index.lone, "'").replace(index.dotted, ""), says = word => !index.stop.has(word) && (word[1] || /\d/.test(word));
  for (const piece of cut.matchAll(index.piece)) {
    const [all, minus, quoted, plain] = piece, phrase = plain ? 0 : piece.index + 1, said = plain || quoted;
    const without = minus && !/\S/.test(cut[piece.index - 1] || ""), open = plain && piece.index + all.length === text.length;
    const typed = words(said), other = phrase ? [] : layouts(said).map(words).filter(some => some.length);
    const add = (some, turned, open) => found.push({text: said, words: some, turned, phrase, without, open});
    if (other.length && /[a-z]/i.test(said)) {
      if (other[0].some(says)) add(typed, other, open);
    } else typed.forEach((word, at) => {
      const last = open && !typed[at + 1];
      if (says(word) || last && !found.length && word.length > 3) add([word], typed.length > 1 ? [] : other, last);
    });
  }
  return found.slice(0, MOST);
}

// Shards

const dense = () => [...index["t-"]];
const deeper = (word) => [...index.t].filter(prefix => prefix.startsWith(word)).map(prefix => "t" + fileName(prefix));

async function leaf(name) {
  if (!leafs[name]) {
    const [lines, ...rows] = (await load(name)).split("\n\n");
    rows.map(cut).forEach(([document, row]) => { shown[parseInt(document, 36)] = row; });
    leafs[name] = listed(lines);
  }
  return leafs[name];
}

// The parts of a stem's line by their signs (see builder/index/vocabulary.py), or nothing if no text
// has it: loads the shard where it would lie.
const line = async (word) =>
  parts((await leaf(index["t-"].has(word) ? `t${fileName(word)}-` : shardOf("t", word))).get(word));

function parts(text) {
  if (text === undefined) return null;
  const found = {"@": [], "%": [], "=": []};
  text.split("\t").forEach(part => (found[part[0]] ??= []).push(part.slice(1)));
  found.stems = found[">"]?.[0].split(",") || [];
  return found;
}

const few = meanings => meanings.reduce((n, one) => n + one.list.documents.length, 0) < FEW;

// A term as one meaning of a word, ready to be counted.
async function meaning(term, weight, word) {
  const found = await line(term);
  if (!found?.["#"]) return [];
  if (!lists[term]) {
    const forms = found["!"]?.[0].split(",").map(form => term.slice(0, parseInt(form[0], 36)) + form.slice(1)) || [];
    lists[term] = {...postings(found["#"][0], forms), forms, verb: found["*"]};
  }
  const list = lists[term], mask = fits => list.forms.reduce((bits, form, at) => bits | fits(form) << at, 0);
  // «стоматология» and «стоматолог» have one stem and are two words.
  const science = form => /^и./.test(form.slice(term.length));
  return [{term, weight, list, exact: mask(form => form === word), same: mask(form => science(form) === science(word))}];
}

const meanings = async (terms, word) =>
  (await Promise.all([...terms].map(([term, weight]) => meaning(term, weight, word)))).flat();

// Meanings of one word: {terms, "@": places, "%": towns, "=": names}

const nothing = () => ({terms: new Map(), ...parts("#")});
const some = found => found.terms.size + found["@"].length + found["%"].length + found["="].length;

function add(found, term, weight) {
  if (!found.terms.has(term)) found.terms.set(term, weight);
}

// What a word that the texts know stands for, by its stem as a Russian and as a Kazakh word.
async function known(word, stemmed) {
  const russian = stemmed ? word : stem(word), kazakh = stemmed ? word : kazakhStem(word), found = nothing();
  const [own, other] = await Promise.all([line(russian), kazakh === russian ? null : line(kazakh)]);
  if (own?.["#"]) add(found, russian, 1);
  own?.stems.forEach(term => add(found, term, 0.95));
  if (other?.["#"] && other["~"]) add(found, kazakh, 0.9);
  const instead = own?.["?"]?.map(one => one.split(":")).find(([short]) => !short || short === word)?.[1];
  return own ? {...own, instead, terms: found.terms} : found;
}

function follow(found, term, told, weight) {
  if (told["#"]) add(found, term, weight);
  told.stems.forEach(one => add(found, one, weight));
  for (const sign of "@%") found[sign].push(...told[sign].filter(one => !one.includes(":")));
}

// What has the word's root: «наставничество» for «наставник», and places by other words: «кубанский».
// Only what is loaded is looked at.
function kin(word, weight) {
  const found = nothing(), own = stem(word), roots = new Map();
  const look = term => {
    const root = term !== own && term[0] === own[0] && related(own, term);
    if (root) roots.set(term, root);
  };
  rooted(own).forEach(name => [...leafs[name]?.keys() || []].forEach(look));
  dense().forEach(look);
  const longest = Math.max(...roots.values());
  roots.forEach((root, term) => {
    const told = leafs[shardOf("t", term)]?.get(term) ?? "#";
    follow(found, term, parts(told), root < longest ? weight * FARTHER : weight);
  });
  return found;
}

// The shards where words of a root may lie.
function rooted(word) {
  const root = word.slice(0, index.root);
  return [shardOf("t", word), shardOf("t", root), ...deeper(root)];
}

const kindred = word => leaves(rooted(stem(word)));

const leaves = names => Promise.all(names.slice(0, SHARDS).map(leaf));

const onwards = word => leaves([shardOf("t", word), ...deeper(word)]);

// Words that go on from what was typed, the likelier ones.
async function continued(word) {
  const found = nothing(), tables = await onwards(word);
  dense().filter(term => term.startsWith(word)).slice(0, 2).forEach(term => add(found, term, 0.85));
  tables.forEach(table => table.forEach((text, term) => {
    if (!term.startsWith(word) || term.length - word.length > 12) return;
    follow(found, term, parts(text), 0.85);
  }));
  return found;
}

const backwards = text => [...text].reverse().join("");

// The stems that begin like this one, or like it backwards, with a number that tells how usual each is.
async function spelt(kind, word, turn) {
  const name = shardOf(kind, turn(word));
  leafs[name] ??= listed(swapped(await load(name)));
  return [...leafs[name]].map(([stem, weight]) => [turn(stem), weight]);
}

// The nearest words that there are, by the letters at the beginning and by those at the end.
async function nearest(word) {
  const own = stem(word), allowed = own.length < 4 ? 0 : own.length < 7 ? 1 : 2, found = new Map();
  if (!allowed || /\d/.test(word)) return [];
  const stems = await Promise.all([spelt("s", own, text => text), spelt("z", own, backwards)]);
  const cut = [1, 2, 3].map(n => word.slice(0, -n)).filter(one => one.length > 4 && index.ending.test(word.slice(one.length)));
  const tried = [[own, allowed, 0], ...[...cut, word].map(one => [one, 1, 0.3])];
  stems.flat().forEach(([term, weight]) => {
    // Every letter that it lacks is a slip, or of an ending.
    if ([...own].filter(letter => !term.includes(letter))[3]) return;
    const cost = Math.min(...tried.map(([one, most, more]) => distance(one, term, most) + more));
    if (cost < 3) found.set(term, cost + (term[0] === word[0] ? 0 : 0.2) - parseInt(weight, 36) * 0.01);
  });
  const sorted = [...found].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  return sorted.filter(([, cost]) => cost <= sorted[0][1] + 0.25).slice(0, 3);
}

// Whether a stem that no text has is one of a real word: such a word is no mistake.
async function isReal(word) {
  if (word < "а") return false;
  const [blocks, slots] = index.real, place = digest(word, blocks * slots);
  return postings(await load("b" + place % blocks), []).documents.includes(Math.floor(place / blocks));
}

// What is known of a word that no text has: the nearest words, and whether it is a real one. What the nearest
// stand for is asked for beside it or, if none is near, its family.
const spelling = word => keep(answers, "~" + word, () => {
  const near = nearest(word);
  return Promise.all([near, isReal(stem(word)), near.then(near => near[0]?.[1] <= SLIP ? corrected(near) : kindred(word))]);
});

// What may be wanted of a word next. If one knows without asking that none begins like it, it is none.
function ahead(word, open) {
  const own = stem(word), stems = leafs[shardOf("s", own)];
  return stems && ![...stems.keys()].some(term => term.startsWith(own)) ? spelling(word) : open && word[2] && !index["t-"].has(word) && onwards(word);
}

// Everything that one unit may mean.
async function understand(unit, literal) {
  const ways = literal ? [unit.words] : [unit.words, ...unit.turned];
  const [read] = await Promise.all([
    Promise.all(ways.map(typed => Promise.all(typed.map(word => known(word))))),
    Promise.all(ways.flat().map(word => !literal && ahead(word, unit.open)))
  ]);
  const at = read.findIndex(found => found[0] && found.every(some));
  unit.instead = !literal && !unit.without && read.find(([one, more]) => !more && one?.instead)?.[0].instead;
  if (at >= 0) {
    const typed = ways[at], all = await Promise.all(typed.map((word, n) => settle(unit, read[at][n], word)));
    if (unit.open && !literal) await goOn(all.at(-1), typed.at(-1));
    return all;
  }
  let found = unit.instead && await inFull(unit);
  for (const typed of literal ? [] : [...unit.turned, unit.words]) found ||= typed.length === 1 && await guess(unit, typed[0]);
  return found || settle(unit, nothing(), unit.words[0] || unit.text);
}

// What a short form stands for, if the texts have most of its words; beside what the form itself means.
async function inFull(unit) {
  const own = unit.meanings?.map(strong) || [], wanted = unitsOf(unit.instead + " ");
  const told = (await Promise.all(wanted.map(one => understand(one)))).flat().filter(one => one.meanings[0] || one.regions.size);
  return told.length * 2 > wanted.length && told.map(one => ({...one, words: unit.words, meanings: [...one.meanings, ...own]}));
}

// The last word may still be being typed, above all if few texts have it or if its ending was taken
// off: «артам» is not only «Арти».
async function goOn(unit, word) {
  const whole = stem(word) === word, weight = whole ? 0.6 : 0.85, had = new Set(unit.meanings.map(one => one.term));
  if (word.length < 4 || whole && !few(unit.meanings)) return;
  unit.meanings.forEach(one => { if (one.term.startsWith(word)) one.weight = Math.max(one.weight, weight); });
  const terms = [...(await continued(word)).terms.keys()].filter(term => !had.has(term)).slice(0, 40);
  unit.meanings.push(...await meanings(terms.map(term => [term, weight]), word));
}

// A word that no text has: its continuation, the nearest word, one of its family. A real word is
// never taken for another one.
async function guess(unit, word) {
  const more = word.length >= (unit.open ? 3 : 5) ? await continued(word) : nothing();
  if (some(more)) return settle(unit, more, word);
  // Nobody errs in a Latin word while the keys are Russian.
  if (word !== unit.words[0] && word < "а") return null;
  const [near, real] = await spelling(word), [[term, cost] = []] = near, meant = near.length && term + word.slice(stem(word).length);
  const correct = async () => settle(unit, await corrected(near), meant, term);
  if (!real && cost <= SLIP) return correct();
  await kindred(word);
  const others = kin(word, 0.8);
  if (some(others)) return settle(unit, others, word);
  // Of a word that people have made, the whole one at its end, and words that begin as it does: «медреабилитация».
  for (const size of real ? [] : clips(word)) {
    const rest = word.slice(size), whole = rest[3] && await known(rest), start = word.slice(0, size);
    if (whole?.terms.size) return Promise.all([settle(unit, await continued(start), start), settle(unit, whole, rest)]);
  }
  if (!near.length) return null;
  return !real || cost <= EAR && word.length >= LONG ? correct() : {...await settle(unit, more, word), meant};
}

async function corrected(near) {
  const all = await Promise.all(near.map(([term]) => known(term.endsWith("ост") ? stem(term + "ь") : term, true)));
  const found = {...all[0], terms: new Map()};
  all.forEach(({terms}, at) => terms.forEach((weight, term) => add(found, term, weight * (at ? 0.75 : 0.9))));
  return found;
}

async function settle(unit, found, as, own) {
  const terms = new Map(found.terms), codes = names => new Set(names.filter(name => !name.includes(":")).flatMap(name => name.split(",")));
  const near = kin(as, 0.4).terms;
  near.forEach((weight, term) => {
    if (!terms.has(term) && !index["t-"].has(term)) terms.set(term, weight);
  });
  const told = await meanings([...terms].slice(0, 60), as), direct = told.filter(one => one.weight >= 0.8);
  if (few(told)) told.push(...await meanings([...near].filter(([term]) => !terms.has(term)).slice(0, 2), as));
  return {
    ...unit, as, meanings: told, names: found["="], regions: codes(found["@"]), towns: codes(found["%"]),
    longer: [...found["@"], ...found["%"]].filter(name => name.includes(":")), stems: new Set([own || stem(as), ...terms.keys()]),
    verb: direct.length && direct.every(one => one.list.verb)
  };
}

// Names of several words: «Нижний Новгород» is a place, a full name has its abbreviation.
async function together(found) {
  for (const [at, unit] of found.entries()) {
    for (const name of [...unit.longer, ...unit.names]) {
      const [rest, meant] = name.split(":"), terms = rest ? rest.split(" ") : [], span = found.slice(at, at + terms.length + 1);
      if (span.length <= terms.length || !terms.every((term, n) => span[n + 1].stems.has(term))) continue;
      if (unit.longer.includes(name)) span.forEach(one => meant.split(",").forEach(code => one.regions.add(code)));
      else await join(span, meant);
    }
  }
}

const strong = one => ({...one, weight: 1.75});

async function join(span, short) {
  const told = (await meanings((await known(short)).terms, short)).map(strong);
  if (told[0]) span.forEach(unit => {
    unit.meanings.push(...told);
    unit.empty = false;
  });
  return told[0];
}

// A full name that no text has may still be there by its initials: without its place or with it, by all
// words or, of four and more, all but one, or with a letter more for a first word that was not typed.
// Of two words the first may be cut: «спецобувь».
async function byInitials(found) {
  const clipped = () => found.slice(1).flatMap((unit, at) => unit.as[3] ? clips(found[at].as).map(size =>
    join([found[at], unit], found[at].as.slice(0, size) + unit.as)) : []);
  const plain = found.filter(unit => !unit.regions.size), every = (await load("shorts")).split(" "), tries = [];
  for (const units of new Set([plain, plain.length < found.length ? found : plain])) {
    const shorts = new Set();
    for (const some of [units, ...units.filter(() => units[3]).map(gone => units.filter(unit => unit !== gone))]) {
      some.reduce((all, unit) => all.flatMap(short => given(unit).map(more => short + more)).slice(0, 40), [""])
        .forEach(short => { if (short[2]) shorts.add(short); });
    }
    const tryAll = cut => () => every.filter(short => shorts.has(short.slice(cut))).map(short => join(units, short));
    tries.push(tryAll(0), units[2] ? tryAll(1) : () => []);
  }
  for (const next of [...tries, clipped]) {
    if ((await Promise.all(next())).some(Boolean)) return true;
  }
}

const given = ({as, empty}) => [...initials(as), ...empty ? clips(as).map(size => as[0] + as[size]) : []];

// The whole query. ``literal``: nothing is corrected. What was understood once is kept.
const understood = (text, literal) => keep(answers, literal + text, () => {
  if (++asked % KEPT === 0) answers = {};
  return whole(text, literal);
});

async function whole(text, literal) {
  const read = await Promise.all(unitsOf(text).map(unit => understand(unit, literal)));
  const found = read.flat().filter((unit, at, all) => all.length === 1 || !index.stop.has(unit.as));
  await together(found);
  found.forEach(unit => {
    unit.empty = !unit.meanings.length && !unit.regions.size && !unit.towns.size;
    unit.verb ||= unit.empty && found.length > 1 && index.doing.test(unit.as);
  });
  return found;
}
