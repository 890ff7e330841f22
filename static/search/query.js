// What was typed → what is looked for: words, phrases and exclusions, each word with everything that it
// may stand for: its forms, its family, a place, an abbreviation; another keyboard layout; the nearest
// word if it is none. Knows no ranking.

const LONGEST = 300, MOST = 12, SLIP = 1.4, EAR = 0.8, LONG = 7, KEPT = 300;
let asked = 0;

// «-слово "две сестры" кард» → [{text, words, turned, phrase, without, open}]; turned: in other layouts;
// open: may still be being typed. Stop words are left out. What is typed in Latin stays one unit: its
// commas and brackets may be letters.
function unitsOf(text) {
  const found = [], cut = text.slice(0, LONGEST).replace(index.lone, "'").replace(index.parted, "$1ǀ"), says = word => !index.stop.has(word) && (word[1] || /\d/.test(word));
  for (const piece of cut.matchAll(index.piece)) {
    const [all, minus, quoted, plain] = piece, phrase = plain ? 0 : piece.index + 1, said = plain || quoted;
    const without = minus && !/\S/.test(cut[piece.index - 1] || ""), open = plain && piece.index + all.length === text.length;
    const typed = words(said), other = phrase ? [] : layouts(said).map(words).filter(some => some[0]);
    const add = (some, turned, open) => found.push({text: said, words: some, turned, phrase, without, open});
    if (other[0] && /[a-z]/i.test(said)) {
      if (other[0].some(says)) add(typed, other, open);
    } else typed.forEach((word, at) => {
      const last = open && !typed[at + 1];
      if (says(word) || last && !found[0] && word[3]) add([word], typed[1] ? [] : other, last);
    });
  }
  return found.slice(0, MOST);
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
  if (!word[3] || stem(word) === word && !few(unit.meanings)) return;
  unit.meanings.push(...await meanings([...(await continued(word)).terms].slice(0, 40), word));
}

// A word that no text has: its continuation, the nearest word, one of its family. A real word is
// never taken for another one.
async function guess(unit, word) {
  const more = word[unit.open ? 2 : 4] ? await continued(word) : nothing();
  if (some(more)) return settle(unit, more, word);
  // Nobody errs in a Latin word while the keys are Russian.
  if (word !== unit.words[0] && word < "а") return;
  const [near, real] = await spelling(word), [[term, cost] = []] = near, meant = near[0] && term + word.slice(stem(word).length);
  const correct = async () => settle(unit, await corrected(near), meant, term);
  if (!real && cost <= SLIP) return correct();
  // Its family, or that of what was done or is against it: «откалибровать», «противопролежневый».
  for (const one of [word, (real || index.doing.test(word)) && word.replace(index.prefix, "")].filter(one => one[3])) {
    await kindred(one);
    const own = await known(one), others = some(own) ? own : kin(one, 0.8);
    if (some(others)) return settle(unit, others, word);
  }
  // Of a word that people have made, the whole one at its end, and words that begin as it does: «медреабилитация».
  for (const size of real ? [] : clips(word)) {
    const rest = word.slice(size), whole = stem(rest)[3] && await known(rest), start = word.slice(0, size), begun = whole?.terms.size && await continued(start);
    if (begun && some(begun)) return Promise.all([settle(unit, begun, start), settle(unit, whole, rest)]);
  }
  if (near[0]) return !real || cost <= EAR && word[LONG] ? correct() : {...await settle(unit, more, word), meant};
}

async function corrected(near) {
  const all = await Promise.all(near.map(([term]) => known(term.endsWith("ост") ? stem(term + "ь") : term, true)));
  const found = {...all[0], terms: new Map()};
  all.forEach(({terms}, at) => terms.forEach((weight, term) => add(found, term, weight * (at ? 0.75 : 0.9))));
  return found;
}

async function settle(unit, found, as, own) {
  const terms = new Map(found.terms), codes = names => new Set(names.filter(name => !name.includes(":")).flatMap(name => name.split(",")));
  const regions = codes(found["@"]), near = kin(as, terms.size ? 0.4 : 0.8, regions.size).terms;
  near.forEach((weight, term) => index["t-"].has(term) || terms.get(term) > weight || terms.set(term, weight));
  const told = await meanings([...terms].slice(0, 60), as), direct = told.filter(one => one.weight >= 0.8);
  if (few(told)) told.push(...await meanings([...near].filter(([term]) => index["t-"].has(term)).slice(0, 2), as));
  return {
    ...unit, as, meanings: told, names: found["="], regions, towns: codes(found["%"]),
    longer: [...found["@"], ...found["%"]].filter(name => name.includes(":")), stems: new Set([own || stem(as), ...terms.keys()]),
    verb: direct[0] && direct.every(one => one.list.verb)
  };
}

// Names of several words: «Нижний Новгород» is a place, a full name has its abbreviation.
async function together(found) {
  for (const [at, unit] of found.entries()) {
    for (const name of [...unit.longer, ...unit.names]) {
      const [rest, meant] = name.split(":"), terms = rest ? rest.split(" ") : [], span = found.slice(at, at + terms.length + 1);
      if (!span[terms.length] || !terms.every((term, n) => span[n + 1].stems.has(term))) continue;
      if (unit.longer.includes(name)) span.forEach(one => meant.split(",").forEach(code => one.regions.add(code)));
      else await join(span, meant);
    }
  }
}

// A name told whole or in short weighs much, and nearly as much wherever it stands; but that of one word is less than its family.
const strong = one => ({...one, weight: one.weight > 0.8 ? 1.9 : one.weight});

async function join(span, short) {
  if (!span) return;
  const told = (await meanings((await known(short)).terms, short)).map(span[1] ? strong : one => ({...one, weight: 0.2}));
  if (told[0]) span.forEach(unit => {
    unit.meanings.push(...told);
    unit.named = short;
    unit.empty = false;
  });
  return told[0];
}

// A full name that no text has may still be there by its initials: without its place or with it, by all
// words or, of four and more, all but one, which is still wanted, or with a letter more for a first word that was not typed.
// With the place it has four letters at least: «нефролог московская область» is no «НМО».
// Of two words the first may be cut, or typed so: «спецобувь», «спец. обувь».
async function byInitials(found) {
  const joined = async spans => (await Promise.all(spans)).some(one => one), every = (await load("shorts")).split(" ");
  for (const units of [found.filter(unit => !unit.regions.size), found]) {
    const told = new Map();
    for (const gone of units[3] ? [...units, 0] : [0]) {
      units.filter(unit => unit !== gone).reduce((all, unit) => all.flatMap(short => given(unit).map(more => short + more)).slice(0, 40), [""])
        .forEach(short => {
          if (short[2 + (units === found)]) told.set(short, units.filter(unit => unit.empty || unit !== gone && units.every(one => one.named !== short)));
        });
    }
    for (const cut of [0, 1]) if (await joined(every.map(short => join(told.get(short.slice(cut)), short)))) return true;
  }
  return joined(found.slice(1).flatMap((unit, at) => unit.as[3] ? [...clips(found[at].as), LONGEST].map(size =>
    join([found[at], unit], found[at].as.slice(0, size) + unit.as)) : []));
}

const given = ({as, empty}) => [...initials(as), ...empty ? clips(as).map(size => as[0] + as[size]) : []];

// The whole query. ``literal``: nothing is corrected. What was understood once is kept.
const understood = (text, literal) => keep(answers, literal + text, () => {
  if (++asked % KEPT === 0) answers = {};
  return whole(text, literal);
});

async function whole(text, literal) {
  const read = await Promise.all(unitsOf(text).map(unit => understand(unit, literal)));
  const found = read.flat().filter((unit, at, all) => !all[1] || !index.stop.has(unit.as));
  await together(found);
  found.forEach(unit => {
    unit.empty = !unit.meanings[0] && !unit.regions.size && !unit.towns.size;
    unit.verb ||= unit.empty && found[1] && index.doing.test(unit.as);
  });
  return found;
}
