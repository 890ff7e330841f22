// Columns of the index: what each document can be narrowed by, and true counts of it. A facet's numbers
// are those without the facet's own condition, so that several values of one can be chosen.
(function () {
  "use strict";

  const S = window.radarSearch = window.radarSearch || {};
  const EPOCH = Date.UTC(2000, 0, 1), DAY = 864e5;
  const MOMENTS = {o: "open", b: "close", s: "start", e: "end"};
  const STAGES = {c: "call", u: "upcoming", r: "report"};

  S.iso = days => new Date(EPOCH + days * DAY).toISOString().slice(0, 10);
  S.daysOf = iso => Math.round((Date.parse(iso) - EPOCH) / DAY);

  // All columns of an open index; each is loaded when it is first asked for.
  S.columns = async index => {
    const [state, labels] = await Promise.all(["cstate", "labels", "cregion"].map(index.load));
    const [published, final, live, zones, pinned] = JSON.parse(state);
    const columns = {index, days: publishedDays(index, published), zones, sets: new Map()};
    columns.pinned = new Uint8Array(index.count);
    pinned.forEach(document => { columns.pinned[document] = 1; });
    columns.states = S.unpack(final, index.count);
    columns.live = live.map(line => line.split(" ", 1)[0]).map(text => parseInt(text, 36));
    columns.liveDates = live.map(line => line.slice(line.indexOf(" ") + 1));
    columns.labels = JSON.parse(labels);
    columns.facet = name => once(columns.sets, name, () => facet(columns, name));
    columns.moment = name => once(columns.sets, name, () => moment(columns, name));
    columns.having = async (name, values) => having(await columns.facet(name), values);
    columns.regions = await columns.facet("region");
    recount(columns, Date.now());
    return columns;
  };

  function once(kept, name, make) {
    if (!kept.has(name)) {
      const made = make();
      made.catch(() => kept.delete(name));
      kept.set(name, made);
    }
    return kept.get(name);
  }

  function publishedDays(index, numbers) {
    const days = new Int32Array(index.count).fill(-1);
    let at = numbers[0], day = 0;
    for (let n = 1; n < numbers.length; n += 2) {
      day += numbers[n];
      days.fill(day, at, at += numbers[n + 1]);
    }
    return days;
  }

  // A facet: its values, and for each document the number of its set of values.
  async function facet(columns, name) {
    const {index, days} = columns;
    const [packed, sets] = JSON.parse(await index.load("c" + name)), values = Object.keys(columns.labels[name]);
    const of = S.unpack(packed, index.count);
    for (let at = 1; name === "region" && at < of.length; at++) {
      if (days[at] === days[at - 1]) of[at] = (of[at] + of[at - 1]) % sets.length;
    }
    return {values, sets, of};
  }

  // One date of each document, in days; NaN where there is none.
  async function moment(columns, name) {
    const packed = JSON.parse(await columns.index.load("c" + name));
    return Float64Array.from(S.unpack(packed, columns.index.count), (number, at) =>
      number ? Math.max(0, columns.days[at]) + S.zigzag(number - 1) : NaN);
  }

  const chosenSets = ({values, sets}, wanted) =>
    sets.map(members => members.some(at => wanted.has(values[at])) || !members.length && wanted.has("none"));

  function having(facet, wanted) {
    const fits = chosenSets(facet, wanted), found = [];
    facet.of.forEach((set, document) => { if (fits[set]) found.push(document); });
    return found;
  }

  // «cb12s-3» or «=stage=call …» → what status.js takes.
  S.dates = (columns, code, document) => {
    if (code[0] === "=") return window.radar.parse(code.slice(1));
    const day = Math.max(0, columns.days[document]), told = {stage: STAGES[code[0]]};
    for (const [, sign, number] of code.slice(1).matchAll(/([obse])(-?\d+)/g)) told[MOMENTS[sign]] = S.iso(day + Number(number));
    if (columns.days[document] >= 0) told.since = S.iso(columns.days[document]);
    told.zone = String(columns.zones[S.regionsOf(columns, document)[0] || ""]);
    return told;
  };

  S.regionsOf = (columns, document) => {
    const {values, sets, of} = columns.regions || {values: [], sets: [], of: []};
    return (sets[of[document]] || []).map(at => values[at]);
  };

  // Statuses by the reader's own clock: only what can still change is worked out.
  function recount(columns, instant) {
    columns.liveDates.forEach((code, at) => {
      const dates = S.dates(columns, code, columns.live[at]);
      const state = window.radar.state(dates, window.radar.local(instant, Number(dates.zone)));
      columns.states[columns.live[at]] = columns.index.states.indexOf(state);
    });
    const open = columns.index.states.map(code => code && window.radar.states[code].group === "open" ? 1 : 0);
    columns.open = Uint8Array.from(columns.states, state => open[state]);
  }

  // Conditions: {facet: [value]}, and {published|close|event: [from, to]} in days.

  const GROUPS = ["open", "ahead", "closed", "done", "cancelled"];

  async function tests(columns, chosen) {
    return Promise.all(Object.keys(chosen).map(async name => {
      const values = chosen[name];
      if (name === "status") {
        const fits = columns.index.states.map(code => Boolean(code) && values.includes(window.radar.states[code].group));
        return {name, fits: document => fits[columns.states[document]]};
      }
      if (name === "year") {
        const years = new Set(values);
        return {name, fits: document => years.has(yearOf(columns, document))};
      }
      if (values.from !== undefined) return {name, fits: await range(columns, name, values)};
      const column = await columns.facet(name), fits = chosenSets(column, new Set(values));
      return {name, fits: document => fits[column.of[document]]};
    }));
  }

  async function range(columns, name, {from, to}) {
    if (name === "published") return document => columns.days[document] >= from && columns.days[document] <= to;
    if (name === "close") {
      const close = await columns.moment("close");
      return document => close[document] >= from && close[document] <= to;
    }
    const [start, end] = await Promise.all([columns.moment("start"), columns.moment("end")]);
    return document => start[document] <= to && (end[document] || start[document]) >= from;
  }

  const yearOf = (columns, document) => columns.days[document] < 0 ? "none" : S.iso(columns.days[document]).slice(0, 4);

  // {found, counts}: documents that meet every condition; numbers by value for the facets asked for.
  S.narrow = async (columns, found, chosen, facets) => {
    const checks = await tests(columns, chosen), kept = [];
    const tallies = await Promise.all(facets.map(name => tally(columns, name)));
    found.forEach(document => {
      let failed = 0, which = "";
      for (const {name, fits} of checks) {
        if (fits(document)) continue;
        failed += 1;
        which = name;
        if (failed > 1) return;
      }
      if (!failed) kept.push(document);
      tallies.forEach(one => { if (!failed || one.name === which) one.add(document); });
    });
    const counts = {};
    tallies.forEach(one => { counts[one.name] = one.told(); });
    return {found: kept, counts};
  };

  async function tally(columns, name) {
    const {states} = columns.index;
    if (name === "status") {
      const numbers = new Uint32Array(states.length);
      return {name, add: document => { numbers[columns.states[document]] += 1; }, told: () => {
        const told = Object.fromEntries(GROUPS.map(group => [group, 0]));
        states.forEach((code, at) => { if (code) told[window.radar.states[code].group] += numbers[at]; });
        return told;
      }};
    }
    if (name === "year") {
      const told = {};
      let day = -2, year = "";
      return {name, told: () => told, add: document => {
        if (columns.days[document] !== day) {
          day = columns.days[document];
          year = yearOf(columns, document);
        }
        told[year] = (told[year] || 0) + 1;
      }};
    }
    const {values, sets, of} = await columns.facet(name), numbers = new Uint32Array(sets.length);
    return {name, add: document => { numbers[of[document]] += 1; }, told: () => {
      const told = {};
      values.forEach(value => { told[value] = 0; });
      sets.forEach((members, set) => {
        if (!members.length) told.none = numbers[set];
        members.forEach(at => { told[values[at]] += numbers[set]; });
      });
      return told;
    }};
  }
})();
