// Units of a query → documents in order. A document is found if it has every unit, or lacks only what
// says little; the better place and the rarer word weigh more; among equals open calls and new ones lead.

const LEVEL = [0.7, 1, 1.6, 2.2];
const REGION = 1.5, TOWN = 0.5, DOES = 0.2, EXACT = 1.15, OTHER = 0.85, PHRASE = 0.25;
const SPARED = 0.2, RELAXED = 0.5, NEEDED = 1e4, ENOUGH = 5, WHOLE = 0.3;
const SURE = 9, RARE = 0.005, OPEN = 0.35, FRESH = 0.1, PINNED = 0.1;

// {found: [document], score, relaxed, similar}; where little is found, or a word only by its family, initials are
// tried, once for a query.
async function find(units, literal) {
  const told = await rank(units, literal);
  if (literal || units.tried || !told.relaxed && told.found.length >= FEW && !units.some(unit => unit.meanings[0]?.weight < 0.85)) return told;
  units.tried = true;
  const fuller = (await Promise.all(units.map(async unit => unit.instead && await inFull(unit) || unit))).flat(), wider = fuller.some(unit => !units.includes(unit));
  units.splice(0, MOST, ...fuller);
  if (wider) await together(units);
  const more = (wider || await byInitials(units)) && await rank(units);
  if (wider) told.found.forEach(document => { more.score[document] += SURE; });
  return more || told;
}

async function rank(units, literal) {
  const asked = units.filter(unit => !unit.without), wanted = asked.filter(unit => !unit.empty);
  const scored = wanted.map(weigh), phrases = new Set(wanted.map(one => one.phrase).filter(one => one));
  const allowed = await Promise.all([...phrases].map(phrase => inPhrase(wanted.filter(one => one.phrase === phrase))));
  const barred = units.filter(unit => unit.without).flatMap(unit => unit.meanings.filter(one => one.weight >= 0.8));
  const absent = asked.length - wanted.length;
  // A word that no text has is passed over if it is the only one, and another is rare and surely found; else nothing is
  // found, but what has the others is alike.
  const chosen = choose(scored, allowed, barred, absent && (literal || absent > 1 || !scored.some(({seen, meanings}) => meanings[0]?.weight > 0.8 && seen.length <= 1 + index.count * RARE)));
  chosen.relaxed ||= absent && chosen.found.length;
  return chosen;
}

// What each document has of one unit.
function weigh(unit) {
  const best = new Float32Array(index.count), seen = [];
  const put = (document, value) => {
    if (!best[document]) seen.push(document);
    if (value > best[document]) best[document] = value;
  };
  unit.meanings.forEach(({weight, list: {documents, levels, masks}, exact, same}) => {
    const worth = LEVEL.map(level => weight * level ** (weight > 1 ? 0.1 : 1));
    documents.forEach((document, at) =>
      put(document, worth[levels[at]] * (masks[at] & exact ? EXACT : masks[at] && !(masks[at] & same) ? OTHER : 1)));
  });
  for (const [codes, value] of [[unit.regions, REGION], [unit.towns, TOWN]]) {
    if (codes.size) having(columns.regions, codes).forEach(document => put(document, value));
  }
  unit.mass = Math.log(1 + 2 * index.count / (seen.filter(document => best[document] > 0.5).length || seen.length || 0.5)) * (unit.verb ? DOES : 1);
  return {...unit, best, seen};
}

function choose(scored, allowed, barred, alike) {
  const score = new Float32Array(index.count), has = new Float64Array(index.count), out = new Uint8Array(index.count);
  const pool = [], whole = scored.reduce((sum, {mass}) => sum + mass, 0);
  // Of what is needed in any case NEEDED tells how much there is; it is not weighed beside the rest.
  let needed = 0;
  scored.forEach(({best, seen, mass, phrase, regions, towns}) => {
    const worth = phrase || regions.size || towns.size ? NEEDED : mass;
    needed += worth;
    seen.forEach(document => {
      score[document] += best[document] * mass;
      has[document] += worth;
    });
  });
  barred.forEach(({list}) => list.documents.forEach(document => { out[document] = 1; }));
  // Documents that have what is needed and lack at most so much of the rest.
  const lacking = share => pool.filter(document =>
    has[document] >= needed - needed % NEEDED * share - 1e-3 && allowed.every(fits => fits(document)));
  // Who has nothing but usual words has too little; the first word stands in for rare ones that there may not be.
  scored.filter(({seen}, at) => !at || seen.length < index.count / 2).forEach(({seen}) => seen.forEach(document => {
    if (!out[document]) pool.push(document);
    out[document] = 1;
  }));
  let found = lacking(SPARED), similar = [];
  const relaxed = !found.length;
  if (relaxed) found = lacking(RELAXED);
  if (scored[1] && found.length < ENOUGH) {
    needed %= NEEDED;
    pool.forEach(document => { has[document] %= NEEDED; });
    similar = lacking(RELAXED).filter(document => !found.includes(document));
  }
  if (!found.length) [found, similar] = [similar, found];
  if (alike) [found, similar] = [[], found];
  [...found, ...similar].forEach(document => {
    score[document] = (score[document] + WHOLE * (has[document] % NEEDED)) / whole + OPEN * columns.open[document] +
      FRESH * document / index.count + PINNED * columns.pinned.includes(document);
  });
  return {found, score, relaxed: relaxed && found.length, similar: top(similar, ENOUGH, by(score))};
}

// Among equals the newer one leads.
const by = worth => (a, b) => worth[b] - worth[a] || b - a;

// The first ``most`` of many, in order. New ones stand last and mostly lead: begun there, few places change.
function top(found, most, before) {
  const kept = [];
  [...found].reverse().forEach(document => {
    // Nothing comes before a place that is still free.
    if (before(kept[most - 1], document) <= 0) return;
    kept.push(document);
    kept.sort(before).splice(most);
  });
  return kept;
}

// Documents in which each word of the phrase is followed by the next one.
async function inPhrase(group) {
  const sure = group.map(unit => unit.meanings.filter(one => one.weight >= 0.9));
  const pairs = await Promise.all(group.slice(1).map(async (unit, at) => {
    const after = sure[at + 1].reduce((mask, {term}) => mask | 1 << hash(term), 0);
    return new Set((await Promise.all(sure[at].map(one => followed(one, after)))).flat());
  }));
  return document => pairs.every(found => found.has(document));
}

async function followed({term, list: {documents}}, after) {
  const text = await load(shardOf("n", term));
  const hashes = neighbours(listed(text).get(term) || "", documents.length);
  return [...documents].filter((document, at) => hashes[at] & after);
}

// Of the first rows, those whose title has the words as they were typed, side by side, go up: by what the
// words say, so that «области» does not outweigh the rest.
function refine(units, found, score) {
  const wanted = units.filter(unit => !unit.without && !unit.empty), worth = {};
  const mean = wanted.reduce((sum, {mass}) => sum + mass, 0) / wanted.length;
  found.forEach(document => {
    const said = words(shown[document].title).filter(word => !index.stop.has(word)), stems = said.map(stem);
    worth[document] = score[document] + wanted.reduce((points, unit, at) => {
      const next = wanted[at + 1], near = next && stems.some((one, n) => unit.stems.has(one) && next.stems.has(stems[n + 1]));
      return points + unit.mass * said.includes(unit.as) + (near ? unit.mass + next.mass : 0);
    }, 0) * PHRASE / mean;
  });
  return found.sort(by(worth));
}
