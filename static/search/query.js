// What was typed → what is looked for: words, phrases and exclusions, each word with everything that it
// may stand for: its forms, its family, a place, an abbreviation; another keyboard layout; the nearest
// word if it is none. Knows no ranking.
(function () {
  "use strict";

  const S = window.radarSearch = window.radarSearch || {};
  const LONGEST = 300, MOST = 12, FEW = 10, SLIP = 1.2, EAR = 0.8, LONG = 8, KEPT = 300;
  const PIECE = /(-?)(?:"([^"]*)"|«([^»]*)»|“([^”]*)”|([^\s"«»“”]+))/g;
  const ENDING = /^[аеиоуыэюяйьмхв]+$/;
  const VERB = /(?:ть|ться|чь|ти|тись|[иеяю]т|[иеяю]тся|ите|ите?сь|им|ем)$/;

  // «-слово "две сестры" кард» → [{text, phrase, without, open}]; open: may still be being typed.
  S.pieces = text => {
    const found = [], cut = text.slice(0, LONGEST);
    for (const m of cut.matchAll(PIECE)) {
      const phrase = m[2] !== undefined || m[3] !== undefined || m[4] !== undefined;
      const said = phrase ? m[2] || m[3] || m[4] || "" : m[5];
      const without = m[1] === "-" && (m.index === 0 || /\s/.test(cut[m.index - 1]));
      found.push({
        text: said, phrase: phrase ? found.length + 1 : 0, without,
        open: !phrase && m.index + m[0].length === text.length
      });
    }
    return found;
  };

  // The words of the pieces, each with its readings in other layouts. Stop words are left out. What is
  // typed in Latin stays one unit: its commas and brackets may be letters.
  function units(index, text) {
    const found = [];
    S.pieces(text).forEach(piece => {
      const typed = S.words(piece.text);
      const turned = piece.phrase ? [] : S.layouts(piece.text, index).map(S.words).filter(words => words.length);
      const latin = /[a-z]/i.test(piece.text);
      if (latin && turned.length && turned[0].every(word => index.stop.has(word) || word.length === 1)) return;
      const add = (words, other, open) => found.push({...piece, words, turned: other, open});
      if (turned.length && latin) return add(typed, turned, piece.open);
      typed.forEach((word, at) => {
        const alone = piece.open && !found.length && at === typed.length - 1 && word.length > 3;
        if (!alone && (index.stop.has(word) || word.length === 1 && !/\d/.test(word))) return;
        add([word], typed.length === 1 ? turned : [], piece.open && at === typed.length - 1);
      });
    });
    return found.slice(0, MOST);
  }

  // Shards

  const leafOf = (index, stem) => "t" + S.fileName(S.shardOf(stem, index.leaves));

  async function leaf(index, name) {
    index.leafs = index.leafs || new Map();
    index.shown = index.shown || new Map();
    if (!index.leafs.has(name)) {
      const [lines, ...rows] = (await index.load(name)).split("\n\n");
      rows.forEach(row => {
        const tab = row.indexOf("\t");
        index.shown.set(parseInt(row.slice(0, tab), 36), row.slice(tab + 1));
      });
      index.leafs.set(name, S.listed(lines));
    }
    return index.leafs.get(name);
  }

  // The parts of a stem's line, or nothing if no text has it: loads the shard where it would lie.
  async function line(index, stem) {
    const name = index.dense.has(stem) ? `t${S.fileName(stem)}-` : leafOf(index, stem);
    return parts((await leaf(index, name)).get(stem));
  }

  // The same from what is loaded already.
  function loaded(index, stem) {
    const lines = index.leafs.get(leafOf(index, stem));
    return lines && parts(lines.get(stem));
  }

  function parts(text) {
    if (text === undefined) return null;
    const found = {places: [], towns: [], names: [], stems: []};
    text.split("\t").forEach(part => {
      const told = part.slice(1);
      if (part[0] === "#") found.packed = told;
      else if (part[0] === "!") found.forms = told.split(",");
      else if (part[0] === ">") found.stems = told.split(",");
      else if (part[0] === "@") found.places.push(told);
      else if (part[0] === "%") found.towns.push(told);
      else if (part[0] === "=") found.names.push(told);
      else {
        found.kazakh = part.includes("~");
        found.short = part.includes("^");
        found.verb = part.includes("*");
      }
    });
    return found;
  }

  const few = meanings => meanings.reduce((n, one) => n + (one ? one.list.documents.length : 0), 0) < FEW;

  // A term as one meaning of a word, ready to be counted.
  async function meaning(index, term, weight, word) {
    const found = await line(index, term);
    if (!found || !found.packed) return null;
    index.terms = index.terms || new Map();
    if (!index.terms.has(term)) {
      const forms = (found.forms || []).map(form => term.slice(0, parseInt(form[0], 36)) + form.slice(1));
      index.terms.set(term, {...S.postings(found.packed, forms), forms, packed: found.packed, short: found.short, verb: found.verb});
    }
    const list = index.terms.get(term), one = list.forms.indexOf(word), kind = science(term, word);
    const mask = fits => list.forms.reduce((bits, form, at) => fits(form, at) ? bits | 1 << at : bits, 0);
    return {term, weight, list, exact: mask((form, at) => at === one), same: mask(form => science(term, form) === kind)};
  }

  // «стоматология» and «стоматолог» have one stem and are two words.
  const science = (term, form) => /^и./.test(form.slice(term.length));

  // Meanings of one word

  // What a word that the texts know stands for, by its stem as a Russian and as a Kazakh word.
  async function known(index, word, stemmed) {
    const stem = stemmed ? word : S.stem(word), kazakh = stemmed ? word : S.kazakhStem(word, index);
    const [own, other] = await Promise.all([line(index, stem), kazakh === stem ? null : line(index, kazakh)]);
    const terms = new Map();
    if (own && own.packed) terms.set(stem, 1);
    if (own) own.stems.forEach(term => { if (!terms.has(term)) terms.set(term, 0.95); });
    if (other && other.packed && other.kazakh) terms.set(kazakh, 0.9);
    return {terms, ...(own ? {places: own.places, towns: own.towns, names: own.names} : NOTHING)};
  }

  const NOTHING = {places: [], towns: [], names: []};
  const some = found => found.terms.size || found.places.length || found.towns.length || found.names.length;

  const kin = (index, word, weight) => {
    const found = new Map();
    S.family(S.stem(word), index).forEach(stem => {
      const told = loaded(index, stem);
      if (told && told.packed) found.set(stem, weight);
      else if (told && told.stems.length) told.stems.forEach(term => found.set(term, weight));
      else if (index.dense.has(stem)) found.set(stem, weight);
    });
    return found;
  };

  // Places by their other words: «кубанский» for «Кубань».
  function placesNear(index, word, found) {
    S.family(S.stem(word), index).forEach(stem => {
      const told = loaded(index, stem);
      if (told) addPlaces(found, told);
    });
  }

  function addPlaces(found, told) {
    ["places", "towns"].forEach(kind => { found[kind] = [...found[kind], ...told[kind].filter(one => !one.includes(":"))]; });
  }

  // Words that go on from what was typed, the likelier ones.
  async function continued(index, word) {
    const names = [...index.leaves].filter(leaf => leaf.startsWith(word)).slice(0, 4).map(leaf => "t" + S.fileName(leaf));
    const lines = await Promise.all([...new Set([leafOf(index, word), ...names])].map(name => leaf(index, name)));
    const found = {...NOTHING, terms: new Map()};
    [...index.dense].filter(stem => stem.startsWith(word)).slice(0, 2).forEach(stem => found.terms.set(stem, 0.85));
    lines.forEach(table => table.forEach((text, stem) => {
      if (!stem.startsWith(word) || stem.length - word.length > 12) return;
      const told = parts(text);
      if (told.packed) found.terms.set(stem, 0.85);
      told.stems.forEach(term => found.terms.set(term, 0.85));
      addPlaces(found, told);
    }));
    return found;
  }

  // The nearest words that there are, by the letters at the beginning and by those at the end.
  async function nearest(index, word) {
    const stem = S.stem(word), allowed = text => text.length < 4 ? 0 : text.length < 7 ? 1 : 2;
    if (!allowed(stem) || /\d/.test(word)) return [];
    const turn = text => [...text].reverse().join("");
    const lists = await Promise.all([
      index.load("s" + S.fileName(S.shardOf(stem, index.spelling))).then(text => [...S.listed(text)]),
      index.load("z" + S.fileName(S.shardOf(turn(stem), index.endings)))
        .then(text => [...S.listed(text)].map(([back, weight]) => [turn(back), weight]))
    ]);
    const cut = [1, 2, 3].map(n => word.slice(0, -n)).filter(one => one.length > 4 && ENDING.test(word.slice(one.length)));
    const tried = [[stem, allowed(stem), 0], ...[...cut, word].map(one => [one, 1, 0.3])];
    const found = new Map();
    lists.flat().forEach(([term, weight]) => {
      if (term.length < 3) return;
      const cost = Math.min(...tried.map(([one, most, more]) => S.distance(one, term, most) + more));
      if (cost < 3) found.set(term, cost + (term[0] === word[0] ? 0 : 0.2) - parseInt(weight, 36) * 0.01);
    });
    const sorted = [...found].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
    return sorted.filter(([, cost]) => cost <= sorted[0][1] + 0.25).slice(0, 3).map(([term, cost]) => ({term, cost}));
  }

  // Whether a stem that no text has is one of a real word: such a word is no mistake.
  async function isReal(index, stem) {
    const [first, second] = S.hashes(stem), bits = await index.load("b" + first % index.real[0]);
    for (let at = 0; at < index.real[2]; at++) {
      const place = (Math.floor(first / index.real[0]) + Math.imul(at, second) >>> 0) % index.real[1];
      if (!(S.digit(bits[Math.floor(place / 6)]) >> 5 - place % 6 & 1)) return false;
    }
    return true;
  }

  // Everything that one unit may mean. ``as``: what it was taken for, if that is not what was typed.
  async function understand(index, unit, literal) {
    for (const words of literal ? [unit.words] : [unit.words, ...unit.turned]) {
      const found = await Promise.all(words.map(word => known(index, word)));
      if (!words.length || !found.every(some)) continue;
      const all = await several(index, unit, words, found);
      if (unit.open && !literal) await goOn(index, all[all.length - 1], words[words.length - 1]);
      return all;
    }
    const single = [...unit.turned, unit.words].filter(words => words.length === 1).map(([word]) => word);
    for (const word of literal ? [] : single) {
      const found = await guess(index, unit, word);
      if (found) return found;
    }
    return settle(index, unit, {...NOTHING, terms: new Map()}, unit.words[0] || unit.text);
  }

  // The last word may still be being typed, above all if few texts have it or if its ending was taken
  // off: «артам» is not only «Арти».
  async function goOn(index, unit, word) {
    const whole = S.stem(word) === word;
    if (word.length < 4 || whole && !few(unit.meanings)) return;
    const more = await continued(index, word), had = new Set(unit.meanings.map(one => one.term));
    const terms = [...more.terms.keys()].filter(term => !had.has(term)).slice(0, 40);
    const added = await Promise.all(terms.map(term => meaning(index, term, whole ? 0.6 : 0.85, word)));
    unit.meanings.push(...added.filter(Boolean));
  }

  // A word that no text has: its continuation, the nearest word, one of its family. A real word is
  // never taken for another one.
  async function guess(index, unit, word) {
    await leaf(index, leafOf(index, S.stem(word)));
    const open = word.length >= 3 && (unit.open || word.length >= 5);
    const more = open ? await continued(index, word) : {...NOTHING, terms: new Map()};
    if (some(more)) return settle(index, unit, more, word);
    const near = await nearest(index, word), meant = near.length ? near[0].term + word.slice(S.stem(word).length) : "";
    const real = near.length > 0 && await isReal(index, S.stem(word));
    if (!real && near.length && near[0].cost <= SLIP) return settle(index, unit, await corrected(index, near), meant, near[0].term);
    kin(index, word, 0.8).forEach((weight, term) => more.terms.set(term, weight));
    placesNear(index, word, more);
    if (some(more)) return settle(index, unit, more, word);
    if (!near.length) return null;
    if (!real || near[0].cost <= EAR && word.length >= LONG) return settle(index, unit, await corrected(index, near), meant, near[0].term);
    return {...await settle(index, unit, more, word), meant};
  }

  async function corrected(index, near) {
    const all = await Promise.all(near.map(({term}) => known(index, term.endsWith("ост") ? S.stem(term + "ь") : term, true)));
    const terms = new Map();
    all.forEach((found, at) => found.terms.forEach((weight, term) => {
      if (!terms.has(term)) terms.set(term, weight * (at ? 0.75 : 0.9));
    }));
    return {...all[0], terms};
  }

  async function settle(index, unit, found, as, stem) {
    const terms = new Map(found.terms);
    kin(index, as, 0.4).forEach((weight, term) => {
      if (!terms.has(term) && !index.dense.has(term)) terms.set(term, weight);
    });
    let meanings = await Promise.all([...terms].slice(0, 60).map(([term, weight]) => meaning(index, term, weight, as)));
    if (few(meanings)) {
      const more = [...kin(index, as, 0.4)].filter(([term]) => !terms.has(term)).slice(0, 2);
      meanings = [...meanings, ...await Promise.all(more.map(([term, weight]) => meaning(index, term, weight, as)))];
    }
    const single = names => new Set(names.filter(name => !name.includes(":")).flatMap(name => name.split(",")));
    const direct = meanings.filter(one => one && one.weight >= 0.8);
    return {
      ...unit, as, meanings: meanings.filter(Boolean), names: found.names, regions: single(found.places), towns: single(found.towns),
      longer: [...found.places, ...found.towns].filter(name => name.includes(":")), stems: new Set([stem || S.stem(as), ...terms.keys()]),
      verb: direct.length > 0 && direct.every(one => one.list.verb)
    };
  }

  // One piece may be several words.
  const several = (index, unit, words, found) =>
    Promise.all(words.map((word, at) => settle(index, unit, found[at], word)));

  // Names of several words: «Нижний Новгород» is a place, a full name has its abbreviation.
  async function together(index, found) {
    for (let at = 0; at < found.length; at++) {
      for (const name of found[at].longer) {
        const [rest, codes] = name.split(":"), span = follows(found, at, rest.split(" "));
        if (span) span.forEach(unit => codes.split(",").forEach(code => unit.regions.add(code)));
      }
      for (const name of found[at].names) {
        const [rest, short] = name.split(":"), span = follows(found, at, rest ? rest.split(" ") : []);
        if (span) await join(index, span, short);
      }
    }
  }

  function follows(found, at, rest) {
    const span = found.slice(at, at + rest.length + 1);
    return span.length === rest.length + 1 && rest.every((term, n) => span[n + 1].stems.has(term)) ? span : null;
  }

  async function join(index, span, short) {
    const told = await meaning(index, S.stem(short), 0.9, short);
    if (told && told.list.short) span.forEach(unit => unit.meanings.push(told));
    return Boolean(told && told.list.short);
  }

  // A full name that no text has may still be there by its initials.
  S.byInitials = async (index, found) => {
    if (found.length < 2) return false;
    const spelled = found.reduce((all, unit) => all.flatMap(short =>
      S.initials(unit.as).map(given => short + given)).slice(0, 16), [""]);
    const tried = spelled.filter(short => short.length > 2 && short.length <= 10);
    const done = await Promise.all(tried.map(short => join(index, found, short)));
    return done.some(Boolean);
  };

  // The whole query. ``literal``: nothing is corrected. What was understood once is kept.
  S.understand = (index, text, literal) => {
    const kept = index.understood = index.understood || new Map(), key = literal + text;
    if (!kept.has(key)) {
      if (kept.size > KEPT) kept.clear();
      const made = whole(index, text, literal);
      made.catch(() => kept.delete(key));
      kept.set(key, made);
    }
    return kept.get(key);
  };

  async function whole(index, text, literal) {
    const read = await Promise.all(units(index, text).map(unit => understand(index, unit, literal)));
    const found = read.flat().filter((unit, at, all) => all.length === 1 || !index.stop.has(unit.as));
    await together(index, found);
    found.forEach(unit => {
      unit.empty = !unit.meanings.length && !unit.regions.size && !unit.towns.size;
      unit.verb = unit.verb || unit.empty && found.length > 1 && VERB.test(unit.as);
    });
    return found;
  }
})();
