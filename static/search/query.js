// What was typed → what is looked for: words, phrases and exclusions, each word with everything that it
// may stand for: its forms, its family, a place, an abbreviation; another keyboard layout; the nearest
// word if it is none. Knows no ranking.

const LONGEST = 300, MOST = 12, FEW = 10, SLIP = 1.2, EAR = 0.8, LONG = 8, KEPT = 300, FARTHER = 0.8, SHARDS = 4, NAMED = 5;
const PIECE = /(-?)(?:["«“]([^"»”]*)["»”]|([^\s"«»“”]+))/g;

// A quotation mark without a partner, before a Latin letter, is «Э» of another layout.
const LONE = /"(?=[a-z][^"]*$)/i;

// «-слово "две сестры" кард» → [{text, words, turned, phrase, without, open}]; turned: in other layouts;
// open: may still be being typed. Stop words are left out. What is typed in Latin stays one unit: its
// commas and brackets may be letters.
function unitsOf(index, text) {
  const found = [], cut = text.slice(0, LONGEST).replace(LONE, "'"), says = word => !index.stop.has(word) && (word.length > 1 || /\d/.test(word));
  for (const piece of cut.matchAll(PIECE)) {
    const [all, minus, quoted, plain] = piece, phrase = plain ? 0 : piece.index + 1, said = plain || quoted;
    const without = minus && !/\S/.test(cut[piece.index - 1] || ""), open = plain && piece.index + all.length === text.length;
    const typed = words(said), other = phrase ? [] : layouts(said).map(words).filter(some => some.length);
    const add = (some, turned, open) => found.push({text: said, words: some, turned, phrase, without, open});
    if (other.length && /[a-z]/i.test(said)) {
      if (other[0].some(says)) add(typed, other, open);
    } else typed.forEach((word, at) => {
      const last = open && at === typed.length - 1;
      if (says(word) || last && !found.length && word.length > 3) add([word], typed.length > 1 ? [] : other, last);
    });
  }
  return found.slice(0, MOST);
}

// Shards

const leafOf = (index, word) => "t" + fileName(shardOf(word, index.leaves));

async function leaf(index, name) {
  if (!index.leafs.has(name)) {
    const [lines, ...rows] = (await index.load(name)).split("\n\n");
    rows.forEach(row => {
      const tab = row.indexOf("\t");
      index.shown.set(parseInt(row.slice(0, tab), 36), row.slice(tab + 1));
    });
    index.leafs.set(name, listed(lines));
  }
  return index.leafs.get(name);
}

// The parts of a stem's line by their signs (see builder/index/vocabulary.py), or nothing if no text
// has it: loads the shard where it would lie.
const line = async (index, word) =>
  parts((await leaf(index, index.dense.has(word) ? `t${fileName(word)}-` : leafOf(index, word))).get(word));

// The same from what is loaded already.
const loaded = (index, word) => parts(index.leafs.get(leafOf(index, word))?.get(word));

function parts(text) {
  if (text === undefined) return null;
  const found = {"@": [], "%": [], "=": []};
  text.split("\t").forEach(part => (found[part[0]] = found[part[0]] || []).push(part.slice(1)));
  found.stems = found[">"] ? found[">"][0].split(",") : [];
  return found;
}

const few = meanings => meanings.reduce((n, one) => n + one.list.documents.length, 0) < FEW;

// A term as one meaning of a word, ready to be counted.
async function meaning(index, term, weight, word) {
  const found = await line(index, term);
  if (!found?.["#"]) return [];
  if (!index.lists.has(term)) {
    const forms = found["!"] ? found["!"][0].split(",").map(form => term.slice(0, parseInt(form[0], 36)) + form.slice(1)) : [];
    index.lists.set(term, {...postings(found["#"][0], forms), forms, short: found["^"], verb: found["*"]});
  }
  const list = index.lists.get(term), mask = fits => list.forms.reduce((bits, form, at) => bits | fits(form) << at, 0);
  // «стоматология» and «стоматолог» have one stem and are two words.
  const science = form => /^и./.test(form.slice(term.length));
  return [{term, weight, list, exact: mask(form => form === word), same: mask(form => science(form) === science(word))}];
}

const meanings = async (index, terms, word) =>
  (await Promise.all([...terms].map(([term, weight]) => meaning(index, term, weight, word)))).flat();

// Meanings of one word: {terms, "@": places, "%": towns, "=": names}

const nothing = () => ({terms: new Map(), "@": [], "%": [], "=": []});
const some = found => found.terms.size + found["@"].length + found["%"].length + found["="].length;

function add(found, term, weight) {
  if (!found.terms.has(term)) found.terms.set(term, weight);
}

// What a word that the texts know stands for, by its stem as a Russian and as a Kazakh word.
async function known(index, word, stemmed) {
  const russian = stemmed ? word : stem(word), kazakh = stemmed ? word : kazakhStem(word), found = nothing();
  const [own, other] = await Promise.all([line(index, russian), kazakh === russian ? null : line(index, kazakh)]);
  if (own?.["#"]) add(found, russian, 1);
  own?.stems.forEach(term => add(found, term, 0.95));
  if (other?.["#"] && other["~"]) add(found, kazakh, 0.9);
  return own ? {...own, terms: found.terms} : found;
}

function follow(found, term, told, weight) {
  if (told["#"]) add(found, term, weight);
  told.stems.forEach(one => add(found, one, weight));
  for (const sign of "@%") found[sign].push(...told[sign].filter(one => !one.includes(":")));
}

// What has the word's root: «наставничество» for «наставник», and places by other words: «кубанский».
// Only what is loaded is looked at.
function kin(index, word, weight) {
  const found = nothing(), own = stem(word), roots = new Map();
  const look = term => {
    const root = term !== own && term[0] === own[0] && related(own, term);
    if (root) roots.set(term, root);
  };
  rooted(index, own).forEach(name => [...index.leafs.get(name)?.keys() || []].forEach(look));
  index.dense.forEach(look);
  const longest = Math.max(...roots.values());
  roots.forEach((root, term) => {
    const told = loaded(index, term) || {"#": 1, stems: [], "@": [], "%": []};
    follow(found, term, told, root < longest ? weight * FARTHER : weight);
  });
  return found;
}

// The shards where words of a root may lie.
function rooted(index, word) {
  const root = word.slice(0, index.root);
  return [leafOf(index, word), leafOf(index, root), ...[...index.leaves].filter(prefix => prefix.startsWith(root)).map(prefix => "t" + fileName(prefix))];
}

// Words that go on from what was typed, the likelier ones.
async function continued(index, word) {
  const found = nothing(), deeper = [...index.leaves].filter(one => one.startsWith(word)).slice(0, 4).map(one => "t" + fileName(one));
  const tables = await Promise.all([...new Set([leafOf(index, word), ...deeper])].map(name => leaf(index, name)));
  [...index.dense].filter(term => term.startsWith(word)).slice(0, 2).forEach(term => add(found, term, 0.85));
  tables.forEach(table => table.forEach((text, term) => {
    if (!term.startsWith(word) || term.length - word.length > 12) return;
    follow(found, term, parts(text), 0.85);
  }));
  return found;
}

const backwards = text => [...text].reverse().join("");

// The nearest words that there are, by the letters at the beginning and by those at the end.
async function nearest(index, word) {
  const own = stem(word), allowed = own.length < 4 ? 0 : own.length < 7 ? 1 : 2, found = new Map();
  if (!allowed || /\d/.test(word)) return [];
  const [first, last] = await Promise.all([
    index.load("s" + fileName(shardOf(own, index.spelling))), index.load("z" + fileName(shardOf(backwards(own), index.endings)))
  ]);
  const cut = [1, 2, 3].map(n => word.slice(0, -n)).filter(one => one.length > 4 && index.ending.test(word.slice(one.length)));
  const tried = [[own, allowed, 0], ...[...cut, word].map(one => [one, 1, 0.3])];
  [...listed(first), ...[...listed(last)].map(([back, weight]) => [backwards(back), weight])].forEach(([term, weight]) => {
    if (term.length < 3) return;
    const cost = Math.min(...tried.map(([one, most, more]) => distance(one, term, most) + more));
    if (cost < 3) found.set(term, cost + (term[0] === word[0] ? 0 : 0.2) - parseInt(weight, 36) * 0.01);
  });
  const sorted = [...found].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  return sorted.filter(([, cost]) => cost <= sorted[0][1] + 0.25).slice(0, 3);
}

// Whether a stem that no text has is one of a real word: such a word is no mistake.
async function isReal({load, real: [blocks, size, probes]}, word) {
  let [first, second] = [2166136261, 40503];
  for (const letter of word) {
    first = Math.imul(first ^ letter.codePointAt(0), 16777619) >>> 0;
    second = Math.imul(second ^ letter.codePointAt(0), 374761393) >>> 0;
  }
  const bytes = atob(await load("b" + first % blocks));
  return Array.from({length: probes}, (none, at) => (Math.floor(first / blocks) + Math.imul(at, second | 1) >>> 0) % size)
    .every(place => bit(bytes, place));
}

// Everything that one unit may mean.
async function understand(index, unit, literal) {
  for (const typed of literal ? [unit.words] : [unit.words, ...unit.turned]) {
    const found = await Promise.all(typed.map(word => known(index, word)));
    if (!found.length || !found.every(some)) continue;
    const all = await Promise.all(typed.map((word, at) => settle(index, unit, found[at], word)));
    if (unit.open && !literal) await goOn(index, all[all.length - 1], typed[typed.length - 1]);
    return all;
  }
  for (const typed of literal ? [] : [...unit.turned, unit.words]) {
    const found = typed.length === 1 && await guess(index, unit, typed[0]);
    if (found) return found;
  }
  return settle(index, unit, nothing(), unit.words[0] || unit.text);
}

// The last word may still be being typed, above all if few texts have it or if its ending was taken
// off: «артам» is not only «Арти».
async function goOn(index, unit, word) {
  const whole = stem(word) === word, had = new Set(unit.meanings.map(one => one.term));
  if (word.length < 4 || whole && !few(unit.meanings)) return;
  const terms = [...(await continued(index, word)).terms.keys()].filter(term => !had.has(term)).slice(0, 40);
  unit.meanings.push(...await meanings(index, terms.map(term => [term, whole ? 0.6 : 0.85]), word));
}

// A word that no text has: its continuation, the nearest word, one of its family. A real word is
// never taken for another one.
async function guess(index, unit, word) {
  await leaf(index, leafOf(index, stem(word)));
  const more = word.length >= (unit.open ? 3 : 5) ? await continued(index, word) : nothing();
  if (some(more)) return settle(index, unit, more, word);
  const near = await nearest(index, word), [[term, cost] = []] = near;
  const meant = near.length && term + word.slice(stem(word).length), real = near.length && await isReal(index, stem(word));
  const correct = async () => settle(index, unit, await corrected(index, near), meant, term);
  if (!real && cost <= SLIP) return correct();
  await Promise.all(rooted(index, stem(word)).slice(0, SHARDS).map(name => leaf(index, name)));
  const family = kin(index, word, 0.8);
  if (some(family)) return settle(index, unit, family, word);
  if (!near.length) return null;
  return !real || cost <= EAR && word.length >= LONG ? correct() : {...await settle(index, unit, more, word), meant};
}

async function corrected(index, near) {
  const all = await Promise.all(near.map(([term]) => known(index, term.endsWith("ост") ? stem(term + "ь") : term, true)));
  const found = {...all[0], terms: new Map()};
  all.forEach(({terms}, at) => terms.forEach((weight, term) => add(found, term, weight * (at ? 0.75 : 0.9))));
  return found;
}

async function settle(index, unit, found, as, own) {
  const terms = new Map(found.terms), codes = names => new Set(names.filter(name => !name.includes(":")).flatMap(name => name.split(",")));
  const near = kin(index, as, 0.4).terms;
  near.forEach((weight, term) => {
    if (!terms.has(term) && !index.dense.has(term)) terms.set(term, weight);
  });
  const told = await meanings(index, [...terms].slice(0, 60), as), direct = told.filter(one => one.weight >= 0.8);
  if (few(told)) told.push(...await meanings(index, [...near].filter(([term]) => !terms.has(term)).slice(0, 2), as));
  return {
    ...unit, as, meanings: told, names: found["="], regions: codes(found["@"]), towns: codes(found["%"]),
    longer: [...found["@"], ...found["%"]].filter(name => name.includes(":")), stems: new Set([own || stem(as), ...terms.keys()]),
    verb: direct.length && direct.every(one => one.list.verb)
  };
}

// Names of several words: «Нижний Новгород» is a place, a full name has its abbreviation.
async function together(index, found) {
  for (const [at, unit] of found.entries()) {
    for (const name of [...unit.longer, ...unit.names]) {
      const [rest, meant] = name.split(":"), terms = rest ? rest.split(" ") : [], span = found.slice(at, at + terms.length + 1);
      if (span.length <= terms.length || !terms.every((term, n) => span[n + 1].stems.has(term))) continue;
      if (unit.longer.includes(name)) span.forEach(one => meant.split(",").forEach(code => one.regions.add(code)));
      else await join(index, span, meant);
    }
  }
}

async function join(index, span, short) {
  const told = (await meaning(index, stem(short), 1.6, short)).filter(one => one.list.short);
  if (told[0]) span.forEach(unit => {
    unit.meanings.push(...told);
    unit.empty = false;
  });
  return told[0];
}

// A full name that no text has may still be there by its initials, in a long one by all but one.
async function byInitials(index, found) {
  if (found.length < 2) return false;
  const joined = async units => {
    const spelled = units.reduce((all, unit) => all.flatMap(short => initials(unit.as).map(given => short + given)).slice(0, 16), [""]);
    const tried = spelled.filter(short => short.length > 2 && short.length <= 10);
    return (await Promise.all(tried.map(short => join(index, found, short)))).some(Boolean);
  };
  if (await joined(found)) return true;
  const fewer = found.length > NAMED ? found.slice(1).map(gone => found.filter(unit => unit !== gone)) : [];
  return (await Promise.all(fewer.map(joined))).some(Boolean);
}

// The whole query. ``literal``: nothing is corrected. What was understood once is kept.
function understood(index, text, literal) {
  const kept = index.understood, key = literal + text;
  if (kept.size > KEPT) kept.clear();
  if (!kept.has(key)) {
    const made = whole(index, text, literal);
    made.catch(() => kept.delete(key));
    kept.set(key, made);
  }
  return kept.get(key);
}

async function whole(index, text, literal) {
  const read = await Promise.all(unitsOf(index, text).map(unit => understand(index, unit, literal)));
  const found = read.flat().filter((unit, at, all) => all.length === 1 || !index.stop.has(unit.as));
  await together(index, found);
  found.forEach(unit => {
    unit.empty = !unit.meanings.length && !unit.regions.size && !unit.towns.size;
    unit.verb = unit.verb || unit.empty && found.length > 1 && index.doing.test(unit.as);
  });
  return found;
}
