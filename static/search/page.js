// The search page: the address says what is looked for, and everything shown follows from it. What is
// said to readers stands in templates/search/panel.html.

const STEP = 10, SHORT = 8, SETTLED = 700, MINUTE = 6e4;
const plural = new Intl.PluralRules(document.documentElement.lang), box = document.querySelector("[data-search]");
const $ = selector => document.querySelector(`[data-${selector}]`), all = selector => [...box.querySelectorAll(`[data-${selector}]`)];

function startPage() {
  const list = $("results"), more = $("more"), pills = $("chosen"), hint = $("hint");
  const facets = all("facet"), ranges = all("range"), say = box.dataset;
  let index = null, columns = null, round = 0, settled = 0, typing = 0, current = null, waiting = null, renewed = false;

  // The address: ?q=…&region=RU-LIP&status=open&close=2026-11-01..&order=close&n=40&exact=1

  function read() {
    const query = new URLSearchParams(location.search), wanted = {
      q: query.get("q") || "", chosen: {}, ranges: {}, order: query.get("order") || "", exact: query.has("exact"),
      shown: Math.min(1000, Math.max(STEP, parseInt(query.get("n"), 10) || 0))
    };
    facets.forEach(({dataset: {facet}}) => { if (query.has(facet)) wanted.chosen[facet] = query.getAll(facet); });
    ranges.forEach(({dataset: {range}}) => { if (query.get(range)) wanted.ranges[range] = query.get(range).split(".."); });
    return wanted;
  }

  function address({q, chosen, ranges, order, exact, shown}) {
    const query = new URLSearchParams(), put = (name, value) => { if (value) query.append(name, value); };
    put("q", q.trim().slice(0, 500));
    Object.keys(chosen).forEach(name => chosen[name].forEach(value => put(name, value)));
    Object.keys(ranges).forEach(name => put(name, ranges[name].join("..")));
    Object.entries({order, exact: exact && "1", n: shown > STEP && shown}).forEach(([name, value]) => put(name, value));
    return location.pathname + (`${query}` && "?" + query);
  }

  function go(change, replace) {
    clearTimeout(typing);
    const wanted = {...current, shown: STEP, ...change};
    try { history[replace ? "replaceState" : "pushState"](null, "", address(wanted)); } catch (error) { /* too many at once */ }
    return run(wanted);
  }

  // One search

  // The index, and what the open facets will need; the words of a query are loaded beside it.
  async function ready(fresh) {
    const opened = await open(box.dataset.root, fresh), loaded = openColumns(opened);
    shownFacets().filter(name => opened.versions["c" + name]).forEach(name => opened.load("c" + name).catch(() => {}));
    loaded.catch(() => {});
    return {opened, loaded};
  }

  const shownFacets = () => facets.filter(field => !("later" in field.dataset)).map(field => field.dataset.facet);

  async function run(wanted, forced) {
    const mine = ++round;
    current = wanted;
    box.dataset.searchState = "busy";
    clearTimeout(settled);
    $("failed").hidden = true;
    try {
      const {q, chosen, ranges} = wanted;
      if (index || forced || q.trim() || Object.keys({...chosen, ...ranges}).length) await answer(wanted, mine);
      else empty(say.start);
    } catch (error) {
      if (mine !== round) return undefined;
      waiting = null;
      if (error instanceof Stale && !renewed) {
        renewed = true;
        waiting = ready(true);
        return run(wanted);
      }
      empty("");
      $("failed").hidden = false;
    }
    if (mine === round) box.dataset.searchState = "done";
  }

  function empty(text) {
    $("search-count").textContent = text;
    [list, more, hint, pills, $("corrected")].forEach(node => { node.hidden = true; });
    box.dataset.searchTotal = 0;
  }

  async function answer(wanted, mine) {
    const {opened, loaded} = await (waiting = waiting || ready());
    const [units, made] = await Promise.all([understood(opened, wanted.q, wanted.exact), loaded]);
    [index, columns] = [opened, made];
    const told = await find(wanted, units);
    const narrowed = await narrow(columns, told.found, wanted, shownFacets());
    const first = top(narrowed.found, wanted.shown, await before(wanted, told.score));
    const similar = (await narrow(columns, told.similar || [], wanted, [])).found;
    const rows = await rowsOf([...first, ...similar]);
    if (mine !== round) return;
    if (told.score && !wanted.order) refine(index, units, first, rows, told.score);
    show(units, first, similar, rows);
    tell(wanted, units, narrowed.found.length, told);
    recount(wanted, narrowed.counts);
    settled = setTimeout(() => excerpts(list, marker(units), () => mine === round), SETTLED);
  }

  async function find(wanted, units) {
    if (!wanted.q.trim()) return {found: [...Array(index.count).keys()]};
    const told = await rank(index, units, columns, wanted.exact);
    const poor = !wanted.exact && (told.relaxed || told.found.length < STEP);
    return poor && await byInitials(index, units) ? rank(index, units, columns) : told;
  }

  async function before({order}, score) {
    if (order === "close") {
      const close = await columns.moment("close"), {open} = columns;
      return (a, b) => open[b] - open[a] || isNaN(close[a]) - isNaN(close[b]) || (close[a] - close[b]) * (open[a] ? 1 : -1) || b - a;
    }
    return score && !order ? (a, b) => score[b] - score[a] || b - a : (a, b) => b - a;
  }

  async function rowsOf(documents) {
    const missing = new Set(documents.filter(document => !index.shown.has(document)).map(document => Math.floor(document / index.rows)));
    await Promise.all([...missing].map(async block => (await index.load("r" + block)).split("\n")
      .forEach((line, at) => index.shown.set(block * index.rows + at, line))));
    return new Map(documents.map(document => [document, rowOf(index, index.shown.get(document))]));
  }

  // Results

  function show(units, first, similar, rows) {
    const fits = marker(units), items = found => found.map(document => item(document, rows.get(document), fits));
    const between = similar.length ? [make("li", {className: "item"}, say.similar)] : [];
    list.replaceChildren(...items(first), ...between, ...items(similar));
    list.hidden = !first.length;
  }

  function item(document, row, fits) {
    const dates = datesOf(columns, row.dates, document), moment = radar.local(Date.now(), dates.zone);
    const regions = regionsOf(columns, document).map(code => label("region", code));
    const facts = [...regions.length ? regions : [say.nowhere], ...row.meta];
    return make("li", {className: "item", "data-search-result": ""},
      make("h3", {}, make("a", {href: box.dataset.root + row.path}, ...marked(row.title, fits))),
      radar.whenElement(radar.when(dates, moment, row.at), row.how),
      make("p", {className: "meta"}, ...facts.flatMap(fact => [make("span", {}, ...marked(fact, fits)), " "])),
      radar.mark(radar.state(dates, moment)));
  }

  const label = (name, value) => value === "none" ? say.none : columns.labels[name]?.[value] || value;

  function tell(wanted, units, total, {found, relaxed}) {
    const q = wanted.q.trim().slice(0, 200), nouns = say.nouns.split("|"), title = say.title + (q && ": " + q);
    $("search-title").textContent = title;
    document.title = title + document.title.slice(document.title.lastIndexOf(" — "));
    $("search-count").textContent = total
      ? `${total}\u00a0${nouns[["one", "few"].indexOf(plural.select(total))] || nouns.at(-1)}${total < found.length ? say.of + found.length : ""}`
      : say.nothing;
    box.dataset.searchTotal = total;
    more.hidden = total <= wanted.shown;
    $("order").hidden = total < 2;
    $("order").querySelectorAll("button").forEach(button =>
      set(button, {"aria-pressed": button.value === (wanted.order || (q ? "relevance" : "date"))}));
    tellCorrected(wanted, units);
    tellHint(wanted, units, total, relaxed);
    tellChosen(wanted);
  }

  const link = (text, change) => make("a", {href: address({...current, shown: STEP, ...change}), onclick: event => {
    event.preventDefault();
    if (change.q) input.value = change.q;
    go(change);
  }}, text);

  // «Искали: кардиолог липецк. Искать как набрано: кардилог липецк»
  function tellCorrected(wanted, units) {
    const changed = units.some(unit => unit.words[0] && !unit.words.includes(unit.as) && !unit.empty);
    $("corrected").hidden = !changed;
    $("taken").textContent = units.map(unit => unit.as).join(" ");
    $("typed").replaceChildren(link(wanted.q.trim(), {exact: true}));
  }

  function tellHint({chosen, ranges}, units, total, relaxed) {
    const links = queries => queries.flatMap((q, at) => [at ? ", " : "", link(q, {q, exact: false})]);
    const unknown = units.filter(unit => unit.empty), rest = units.filter(unit => !unit.empty && !unit.without);
    const parts = {
      relaxed: total && relaxed && !unknown[0] && [""],
      unknown: unknown[0] && [unknown.map(unit => `«${unit.as}»`).join(", ")],
      fewer: Object.keys({...chosen, ...ranges})[0] && [""],
      meant: units.some(unit => unit.meant) && links([units.map(unit => unit.meant || unit.as).join(" ")]),
      without: rest[0] && unknown[0] && links([rest.map(unit => unit.as).join(" ")]),
      others: links(Object.keys(columns.labels.specialty).slice(0, 6))
    };
    for (const line of hint.children) {
      const name = line.dataset.told, told = (!total || /relaxed|unknown/.test(name)) && parts[name];
      line.hidden = !told;
      if (told) line.querySelector("span").replaceChildren(...told);
    }
    hint.hidden = total && !relaxed;
  }

  // Conditions

  function tellChosen({chosen, ranges}) {
    pills.replaceChildren(
      ...Object.keys(chosen).flatMap(name => chosen[name].map(value => pill(label(name, value), () => toggle(name, value)))),
      ...Object.keys(ranges).map(name =>
        pill(`${$(`range=${name}`).firstChild.textContent}: ${ranges[name].join(" – ")}`, () => goRange(name, ["", ""]))));
    pills.hidden = !pills.firstChild;
  }

  function pill(text, drop) {
    const told = {type: "button", className: "link", onclick: drop, "aria-label": `${say.dropping} «${text}»`};
    return make("span", {}, text + " ", make("button", told, say.drop));
  }

  function toggle(name, value) {
    const had = current.chosen[name] || [], {[name]: gone, ...others} = current.chosen;
    const values = had.includes(value) ? had.filter(one => one !== value) : [...had, value];
    return go({chosen: values.length ? {...others, [name]: values} : others});
  }

  function goRange(name, ends) {
    const {[name]: gone, ...others} = current.ranges;
    return go({ranges: ends.join("") ? {...others, [name]: ends} : others});
  }

  function recount(wanted, counts) {
    $("browse").hidden = true;
    ranges.forEach(field => {
      field.hidden = false;
      field.querySelectorAll("input").forEach((end, at) => { end.value = (wanted.ranges[field.dataset.range] || [])[at] || ""; });
    });
    facets.forEach(field => {
      field.hidden = false;
      if (counts[field.dataset.facet]) fill(field, counts[field.dataset.facet], wanted.chosen[field.dataset.facet] || []);
    });
  }

  function fill(field, counts, chosen) {
    const name = field.dataset.facet, focused = field.contains(document.activeElement) && document.activeElement.value;
    const shown = Object.keys(counts).filter(value => counts[value] || chosen.includes(value));
    if (name === "year") shown.reverse();
    else if (name !== "status") shown.sort((a, b) => chosen.includes(b) - chosen.includes(a) || counts[b] - counts[a] || (a < b ? -1 : 1));
    const cut = "whole" in field.dataset ? shown : shown.slice(0, Math.max(SHORT, chosen.length));
    field.querySelectorAll("label, .all").forEach(node => node.remove());
    field.append(...cut.map(value => make("label", {},
      make("input", {type: "checkbox", name, value, checked: chosen.includes(value), onchange: () => toggle(name, value)}),
      ` ${label(name, value)} `, make("span", {className: "n"}, counts[value]))));
    if (cut.length < shown.length) field.append(make("button", {type: "button", className: "more all", onclick: () => {
      field.dataset.whole = "";
      run(current);
    }}, say.whole));
    [...field.querySelectorAll("input")].find(one => one.value === focused)?.focus();
  }

  // What the page does by itself

  function type() {
    clearTimeout(typing);
    run({...current, q: input.value, exact: false, shown: STEP});
    const there = address(current);
    typing = setTimeout(() => history.replaceState(null, "", there), SETTLED);
  }

  function back() {
    current = read();
    input.value = current.q;
    run(current);
  }

  $("unready").hidden = true;
  input.addEventListener("input", type);
  form.addEventListener("submit", event => {
    event.preventDefault();
    go({q: input.value});
  });
  window.addEventListener("popstate", back);
  // A page left open goes with the clock, but not under a reader who is on one of its rows.
  setInterval(() => columns && !list.contains(document.activeElement) && columns.renew() && run(current), MINUTE);
  $("filters").addEventListener("submit", event => event.preventDefault());
  $("browse").firstChild.addEventListener("click", () => run(current, true));
  $("failed").querySelector("button").addEventListener("click", () => run(current, true));
  all("later").forEach(field => field.querySelector("button").addEventListener("click", ({target}) => {
    delete field.dataset.later;
    set(target, {"aria-expanded": true});
    run(current);
  }));
  ranges.forEach(field => field.addEventListener("change", () =>
    goRange(field.dataset.range, [...field.querySelectorAll("input")].map(end => end.value))));
  $("order").querySelectorAll("button").forEach(button =>
    button.addEventListener("click", () => go({order: button.value === "relevance" ? "" : button.value})));
  more.querySelector("button").addEventListener("click", async () => {
    const first = list.childElementCount;
    await go({shown: current.shown + STEP}, true);
    list.children[first]?.querySelector("a")?.focus();
  });
  suggest((q, name, value) => go({q, exact: false, ...name && {chosen: {...current.chosen,
    [name]: [...(current.chosen[name] || []).filter(one => one !== value), value]}}}));
  back();
}

// What tests hold against the build's half.
window.radarSearch = {open, words, stem, kazakhStem, related, initials, hash, fileName};

if (box) startPage();
else suggest((q, name, value) => {
  location.href = `${form.action}?${new URLSearchParams({...q && {q}, ...name && {[name]: value}})}`;
});
