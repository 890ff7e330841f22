// Columns of the index: what each document can be narrowed by, and true counts of it. A facet's numbers
// are those without the facet's own condition, so that several values of one can be chosen.

const EPOCH = Date.UTC(2000, 0, 1);
const DAY = 864e5;
const iso = days => new Date(EPOCH + days * DAY).toISOString().slice(0, 10);

// The columns of the open index, each loaded when it is first asked for: days of publication, states and
// which of them are final, and by name the facets and moments.
let columns = null;

async function openColumns() {
  const [state, labels] = (await Promise.all(["cstate", "labels"].map(load))).map(JSON.parse), [published, final, live, zones, pinned, ordered] = state;
  const {first} = unpack(final, index.count, at => 0), days = publishedDays(published);
  columns = {days, final: first, states: first.slice(), live, zones, pinned, ordered, labels, kept: {published: days}};
  columns.regions = await column("region");
  const codes = ["", ...Object.keys(labels.region)].map(code => code.slice(0, 2)), countries = [...new Set(codes)];
  columns.beside = (at, known) => known * countries.length + countries.indexOf(codes[columns.regions.first[at]]);
  recount();
}

const column = name => keep(columns.kept, name, /^(close|start|end)$/.test(name) ? moment : facet);

// The undated come first; then by turns documents of a day, days to the next one.
function publishedDays([from, day, table, count, turns]) {
  const days = Array(index.count).fill(-1);
  unpack(turns, count, at => at % 2).first.forEach((place, at) => {
    if (at % 2) day += table[place - 1]; else days.fill(day, from, from += table[place - 1]);
  });
  return days;
}

// Statuses by the reader's own clock: only what can still change is worked out. Whether one did change.
function recount() {
  const {states, live, labels} = columns, codes = index.states, groups = codes.map(code => code && radar.states[code].group), before = `${states}`;
  live.forEach(line => {
    const [number, ...code] = line.split(" "), document = parseInt(number, 36), dates = datesOf(code.join(" "), document);
    states[document] = codes.indexOf(radar.state(dates, radar.local(Date.now(), dates.zone)));
  });
  columns.open = [...states].map(state => groups[state] === "open");
  columns.kept.status = {values: Object.keys(labels.status), sets: groups.map(group => [group]), of: states};
  return `${states}` !== before;
}

// A facet: its values, sets of them («none» is the empty one), and the number of each document's set.
async function facet(name) {
  const {days, labels, regions, ordered, beside} = columns;
  if (name === "year") {
    const of = days.map(day => day < 0 ? 0 : iso(day).slice(0, 4)), sets = [];
    of.forEach(year => { sets[year] = [year ? `${year}` : "none"]; });
    return {values: sets.flat(), sets, of};
  }
  const known = index.before[name] && (await column(index.before[name])).first, told = ordered[name];
  const same = at => days[at] === days[at - 1] && (!regions || regions.of[at] === regions.of[at - 1]);
  const values = Object.keys(labels[name]), found = unpack(told || JSON.parse(await load("c" + name)), index.count, at => known && beside(at, known[at]), told && same);
  return {...found, values, sets: found.sets.map(members => members[0] ? members.map(at => values[at - 1]) : ["none"])};
}

// One date of each document, in days; NaN where there is none.
async function moment(name) {
  const {days, final} = columns, known = name === "end" ? (await column("start")).first : final;
  const [table, packed] = JSON.parse(await load("cdates"))[name], {first} = unpack(packed, index.count, at => known[at]);
  return Object.assign([...first].map((place, at) => place ? Math.max(0, days[at]) + zigzag(table[place - 1] - 1) : NaN), {first});
}

// Which sets have one of the values.
const fitting = ({sets}, wanted) => sets.map(members => members.some(value => wanted.has(value)));

function having(facet, wanted) {
  const fits = fitting(facet, wanted), found = [];
  facet.of.forEach((set, document) => { if (fits[set]) found.push(document); });
  return found;
}

// «cb12s-3» or «=stage=call …» → what status.js takes.
function datesOf(code, document) {
  if (code[0] === "=") return radar.parse(code.slice(1));
  const day = columns.days[document], told = {stage: index.stages[code[0]], zone: columns.zones[regionsOf(document)[0] || ""] ?? columns.zones["*"]};
  for (const [, sign, number] of code.slice(1).matchAll(/([obse])(-?\d+)/g)) told[index.moments[sign]] = iso(Math.max(0, day) + +number);
  if (day >= 0) told.since = iso(day);
  return told;
}

const regionsOf = document => columns.regions.sets[columns.regions.of[document]].filter(code => code !== "none");

// A test of documents for one condition: for values of a facet, or for days «2026-11-01..2026-11-30», of
// which either end may be open.
async function test(name, values) {
  if (/^(published|close|event)$/.test(name)) {
    const [start, end] = await Promise.all((name === "event" ? ["start", "end"] : [name]).map(name => column(name)));
    const [from, to] = values[0].split("..").map(text => (Date.parse(text) - EPOCH) / DAY);
    return document => start[document] >= 0 && !(start[document] > to || (end?.[document] || start[document]) < from);
  }
  const facet = await column(name), fits = fitting(facet, new Set(values));
  return document => fits[facet.of[document]];
}

// {found, counts}: documents that meet every condition; numbers by value for the facets asked for.
async function narrow(found, chosen, names) {
  const tests = await Promise.all(Object.keys(chosen).map(async name => [name, await test(name, chosen[name])]));
  const tallies = await Promise.all(names.map(async name => {
    const facet = await column(name);
    return {name, ...facet, numbers: new Uint32Array(facet.sets.length)};
  }));
  const kept = found.filter(document => {
    const failed = tests.filter(([, fits]) => !fits(document));
    failed[1] || tallies.forEach(({name, of, numbers}) => { numbers[of[document]] += !failed[0] || failed[0][0] === name; });
    return !failed[0];
  });
  return {found: kept, counts: Object.fromEntries(tallies.map(({name, values, sets, numbers}) => {
    const counts = {};
    values.forEach(value => { counts[value] = 0; });
    sets.forEach((members, at) => members.forEach(value => { counts[value] = (counts[value] || 0) + numbers[at]; }));
    return [name, counts];
  }))};
}
