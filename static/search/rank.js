// Units of a query → documents in order. A document is found if it has every unit, or lacks only what
// says little; the better place and the rarer word weigh more; among equals open calls and new ones lead.
(function () {
  "use strict";

  const S = window.radarSearch = window.radarSearch || {};
  const LEVEL = [0.7, 1, 1.6, 2.2];
  const REGION = 1.5, TOWN = 0.5, VERB = 0.2, EXACT = 1.15, OTHER = 0.85, PHRASE = 0.5;
  const SPARED = 0.2, RELAXED = 0.5;
  const FEW = 5;
  const OPEN = 0.35, FRESH = 0.2, PINNED = 0.1;

  // {found: [document], total, relaxed}. ``live`` tells of a document whether one can apply.
  S.rank = async (index, units, columns) => {
    const wanted = units.filter(unit => !unit.without);
    const scored = await Promise.all(wanted.map(unit => weigh(index, unit, columns)));
    const allowed = await Promise.all(phrases(wanted).map(group => inPhrase(index, group)));
    const barred = units.filter(unit => unit.without).flatMap(unit => unit.meanings.filter(m => m.weight >= 0.75));
    return choose(index, wanted, scored, allowed, barred, columns);
  };

  // What each document has of one unit.
  async function weigh(index, unit, columns) {
    const best = new Float32Array(index.count), seen = [];
    const put = (document, value) => {
      if (!best[document]) seen.push(document);
      if (value > best[document]) best[document] = value;
    };
    unit.meanings.forEach(({weight, list, exact, same}) => {
      const {documents, levels, masks} = list;
      for (let at = 0; at < documents.length; at++) {
        put(documents[at], weight * LEVEL[levels[at]] * (masks[at] & exact ? EXACT : masks[at] && !(masks[at] & same) ? OTHER : 1));
      }
    });
    for (const [codes, value] of [[unit.regions, REGION], [unit.towns, TOWN]]) {
      if (codes.size) (await columns.having("region", codes)).forEach(document => put(document, value));
    }
    const mass = Math.log(1 + 2 * index.count / Math.max(0.5, seen.length));
    return {best, seen, mass: unit.verb ? mass * VERB : mass};
  }

  function choose(index, units, scored, allowed, barred, columns) {
    const count = index.count, score = new Float32Array(count), has = new Float64Array(count);
    const must = units.map(unit => unit.phrase || unit.regions.size || unit.towns.size);
    let whole = 0, needed = 0;
    scored.forEach(({best, seen, mass}, at) => {
      whole += mass;
      if (must[at]) needed += 1;
      seen.forEach(document => {
        score[document] += best[document] * mass;
        has[document] += mass + (must[at] ? 1e4 : 0);
      });
    });
    const out = new Uint8Array(count);
    barred.forEach(({list}) => list.documents.forEach(document => { out[document] = 1; }));
    const fits = (document, share) => !out[document] && allowed.every(set => set.has(document)) &&
      has[document] >= needed * 1e4 && has[document] % 1e4 >= whole * share - 1e-3;
    const rare = scored.filter(one => scored.length === 1 || one.seen.length < count / 2), pool = [], taken = new Uint8Array(count);
    (rare.length ? rare : scored.slice(0, 1)).forEach(({seen}) => seen.forEach(document => {
      if (!taken[document]) pool.push(document);
      taken[document] = 1;
    }));
    let found = pool.filter(document => fits(document, 1 - SPARED)), similar = [];
    if (found.length < FEW && scored.length > 1) {
      const kept = new Set(found);
      needed = 0;
      similar = pool.filter(document => !kept.has(document) && fits(document, RELAXED));
    }
    const relaxed = !found.length && similar.length > 0;
    if (relaxed) [found, similar] = [similar, []];
    [...found, ...similar].forEach(document => {
      score[document] = score[document] / (whole || 1) + OPEN * columns.open[document] +
        FRESH * document / count + PINNED * columns.pinned[document];
    });
    return {found, score, relaxed, similar: S.top(similar, FEW, (a, b) => score[b] - score[a] || b - a)};
  }

  // The first ``most`` of many, in order.
  S.top = (found, most, before) => {
    const kept = [];
    found.forEach(document => {
      if (kept.length === most && before(kept[most - 1], document) <= 0) return;
      let low = 0, high = kept.length;
      while (low < high) {
        const middle = low + high >> 1;
        if (before(kept[middle], document) <= 0) low = middle + 1; else high = middle;
      }
      kept.splice(low, 0, document);
      if (kept.length > most) kept.pop();
    });
    return kept;
  };

  // Phrases

  function phrases(units) {
    const groups = new Map();
    units.filter(unit => unit.phrase).forEach(unit => {
      groups.set(unit.phrase, [...(groups.get(unit.phrase) || []), unit]);
    });
    return [...groups.values()].filter(group => group.length > 1);
  }

  // Documents in which each word of the phrase is followed by the next one.
  async function inPhrase(index, group) {
    let kept = null;
    for (let at = 0; at + 1 < group.length; at++) {
      const after = group[at + 1].meanings.filter(m => m.weight >= 0.9).reduce((mask, m) => mask | 1 << S.hash(m.term), 0);
      const pairs = await Promise.all(group[at].meanings.filter(m => m.weight >= 0.9).map(m => followed(index, m, after)));
      const found = new Set(pairs.flat());
      kept = kept ? new Set([...kept].filter(document => found.has(document))) : found;
    }
    return kept;
  }

  async function followed(index, {term, list}, after) {
    const text = await index.load("n" + S.fileName(S.shardOf(term, index.near)));
    const hashes = S.neighbours(S.listed(text).get(term) || "", list.documents.length);
    return [...list.documents].filter((document, at) => hashes[at] & after);
  }

  // Of the first rows, those whose title has the words as they were typed, side by side, go up.
  S.refine = (index, units, found, rowOf, score) => {
    const wanted = units.filter(unit => !unit.without && !unit.empty), worth = new Map();
    found.forEach(document => {
      const words = S.words(rowOf(document).title).filter(word => !index.stop.has(word)), stems = words.map(S.stem);
      let points = 0;
      wanted.forEach((unit, at) => {
        const here = stems.findIndex(stem => unit.stems.has(stem));
        if (words.includes(unit.as)) points += PHRASE / 2;
        const next = wanted[at + 1];
        if (next && stems.some((stem, n) => unit.stems.has(stem) && next.stems.has(stems[n + 1]))) points += PHRASE;
        if (here === 0 && !at) points += PHRASE / 4;
      });
      worth.set(document, score[document] + points);
    });
    return found.sort((a, b) => worth.get(b) - worth.get(a) || b - a);
  };
})();
