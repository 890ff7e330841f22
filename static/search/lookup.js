// What the index knows of one word, from its shards: what it stands for, its family, words that go on from
// it, the nearest ones. Knows no query.

const FEW = 10, FARTHER = 0.8, USUAL = 4, NEWEST = 0.89, SHARDS = 4;

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
  if (text === undefined) return;
  const found = {"@": [], "%": [], "=": []};
  text.split("\t").forEach(part => (found[part[0]] ??= []).push(part.slice(1)));
  found.stems = found[">"]?.[0].split(",") || [];
  return found;
}

const few = meanings => meanings.reduce((n, {list}) => n + list.documents.length, 0) < FEW;

// A term as a meaning of a word, ready to be counted; and as another one for the newest documents that are told
// apart (builder/index/newest.py), which know nothing of neighbours: less sure. A kinsman that many texts have says
// less: «программа» of «программирование».
async function meaning(term, weight, word) {
  const found = await line(term);
  return (found?.["#"] || []).map((packed, at) => {
    const forms = found["!"]?.[0].split(",").map(form => term.slice(0, parseInt(form[0], 36)) + form.slice(1)) || [];
    const list = lists[term + at] ??= {...postings(packed, forms), forms, verb: found["*"]};
    const mask = fits => forms.reduce((bits, form, at) => bits | fits(form) << at, 0);
    // «стоматология» and «стоматолог» have one stem and are two words.
    const science = form => /^и./.test(form.slice(term.length));
    return {term, weight: weight * NEWEST ** at / (weight > 0.8 || list.documents.length * 8 < index.count || USUAL), list, exact: mask(form => form === word), same: mask(form => science(form) === science(word))};
  });
}

const meanings = async (terms, word) =>
  (await Promise.all([...terms].map(([term, weight]) => meaning(term, weight, word)))).flat();

// Meanings of one word: {terms, "@": places, "%": towns, "=": names}

const nothing = () => ({terms: new Map(), ...parts("#")});
const some = found => found.terms.size || found["@"] + found["%"] + found["="];

function add(found, term, weight) {
  if (!found.terms.has(term)) found.terms.set(term, weight);
}

// What a word that the texts know stands for, by its stem as a Russian and as a Kazakh word.
async function known(word, stemmed) {
  const cut = stemmed ? word => word : stem, russian = cut(word), kazakh = stemmed ? word : kazakhWord(word), found = nothing();
  // Short words of Kazakh texts stand apart: «қоры» is no «корь».
  const others = [cut(kazakh), kazakh + "~"], [own, ...told] = await Promise.all([russian, ...others].map(line));
  if (own?.["#"]) add(found, russian, 1);
  own?.stems.forEach(term => add(found, term, own["#"] ? 0.5 : 0.95));
  const there = found.terms.size;
  own?.["^"]?.[0].split(",").forEach(term => add(found, term, there ? 0.3 : 0.8));
  others.forEach((term, at) => told[at]?.["~"] && add(found, term, 0.9));
  const instead = own?.["?"]?.map(one => one.split(":")).find(([short]) => !short || short === word)?.[1];
  return own ? {...own, instead, terms: found.terms} : found;
}

function follow(found, term, told, weight) {
  if (told["#"]) add(found, term, weight);
  told.stems.forEach(one => add(found, one, weight));
  for (const sign of "@%") found[sign].push(...told[sign].filter(one => !one.includes(":")));
}

// What has the word's root: «наставничество» for «наставник», and places by other words: «кубанский».
// Only what is loaded is looked at, and nothing that only looks so (builder/index/unlike.txt).
function kin(word, weight, place) {
  const found = nothing(), own = stem(word), all = rooted(own).flatMap(name => [...leafs[name]?.keys() || []]);
  const roots = [...new Set([...all, ...index["t-"]])].map(term => [term, term !== own && related(own, term)])
    .filter(([term, root]) => place ? root > own.length - 2 && term[own.length] : root).sort((a, b) => b[1] - a[1]);
  roots.forEach(([term, root]) => {
    const told = parts(leafs[shardOf("t", term)]?.get(term) ?? "#"), far = told["-"]?.includes(own) || term[root + 1] && told["@"] + told["%"];
    place || far || follow(found, term, told, weight * FARTHER ** (roots[0][1] - root));
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
  [...index["t-"]].filter(term => term.startsWith(word)).slice(0, 2).forEach(term => add(found, term, 0.85));
  tables.forEach(table => table.forEach((text, term) => {
    if (term.startsWith(word)) follow(found, term, parts(text), 0.85);
  }));
  return found;
}

// The stems that begin like this one, or like it backwards, with a number that tells how usual each is.
async function spelt(kind, word, turn) {
  const name = shardOf(kind, turn(word));
  return leafs[name] ??= new Map([...listed(swapped(await load(name)))].map(([stem, weight]) => [turn(stem), parseInt(weight, 36)]));
}

// The nearest words that there are, by the letters at the beginning and by those at the end.
async function nearest(word) {
  const own = stem(word), allowed = own[6] ? 2 : own[5] ? 1.4 : 1, found = new Map();
  if (!own[3] || /\d/.test(word)) return [];
  const stems = await Promise.all([spelt("s", own, text => text), spelt("z", own, text => [...text].reverse().join(""))]);
  const cuts = [0, 1, 2, 3].map(n => word.length - n).filter(at => at > 3 && index.ending.test(word.slice(at)));
  const tried = [[own, allowed, 0], ...cuts.map(at => [word.slice(0, at), 1, (word.length - at) / 10])], letters = [...own];
  stems.forEach(some => some.forEach((weight, term) => {
    // Every letter that it lacks is a slip, or of an ending.
    if (letters.filter(letter => !term.includes(letter))[3]) return;
    // A short word allows less.
    const cost = Math.min(...tried.map(([one, most, more]) => distance(one, term, most) + more));
    if (cost < term.length / 3.2) found.set(term, cost + (term[0] !== word[0]) * 0.2 - weight * 0.01);
  }));
  const sorted = [...found].sort((a, b) => a[1] - b[1]);
  return sorted.filter(([, cost]) => cost <= sorted[0][1] + 0.25).slice(0, 3);
}

// Whether a stem that no text has is one of a real word: such a word is no mistake.
async function isReal(word) {
  if (word < "а") return false;
  const [blocks, slots] = index.real, place = digest(word, blocks * slots);
  return postings(await load("b" + place % blocks), []).documents.includes(Math.floor(place / blocks));
}
