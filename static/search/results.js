// What was found, and what is said of it.

// The rows of these documents, as lines or, once they were asked for, as objects.
async function bring(documents) {
  const rows = index.rows, missing = new Set(documents.filter(document => !shown[document]).map(document => Math.floor(document / rows)));
  await Promise.all([...missing].map(async block => (await load("r" + block)).split("\n")
    .forEach((line, at) => { shown[block * rows + at] ??= line; })));
  documents.forEach(document => shown[document].path || (shown[document] = rowOf(shown[document])));
}

function show(first, similar, fits) {
  const items = found => found.map(document => item(document, shown[document], fits)), list = $("results");
  list.replaceChildren(...items(first), ...similar.length ? [make("li", {className: "item"}, say.similar)] : [], ...items(similar));
  list.hidden = !list.firstChild;
}

function item(document, row, fits) {
  const dates = datesOf(row.dates, document), moment = radar.local(Date.now(), dates.zone);
  const regions = regionsOf(document).map(code => label("region", code));
  return make("li", {className: "item", "data-search-result": ""},
    make("h3", {}, make("a", {href: say.root + row.path}, ...marked(row.title, fits))),
    radar.whenElement(radar.when(dates, moment, row.at), row.how),
    make("p", {className: "meta"}, ...[...regions.length ? regions : [say.nowhere], ...row.meta].flatMap(fact => [make("span", {}, ...marked(fact, fits)), " "])),
    radar.mark(radar.state(dates, moment)));
}

const label = (name, value) => value === "none" ? say.none : columns.labels[name]?.[value] || value;

function empty(text) {
  $("search-count").textContent = text;
  ["results", "more", "hint", "chosen", "corrected"].forEach(name => { $(name).hidden = true; });
  say.searchTotal = 0;
}

const plurals = new Intl.PluralRules(document.documentElement.lang);

function tell({q, chosen, order, shown}, units, total, {found, relaxed}) {
  const nouns = say.nouns.split("|"), plural = ["one", "few"].indexOf(plurals.select(total));
  $("search-count").textContent = total
    ? `${total}\u00a0${nouns[plural] || nouns.at(-1)}${total < found.length ? say.of + found.length : ""}`
    : say.nothing;
  say.searchTotal = total;
  $("more").hidden = total <= shown;
  $("order").hidden = total < 2;
  $("order").querySelectorAll("button").forEach(button =>
    set(button, {"aria-pressed": button.value === (order || (q ? "relevance" : "date"))}));
  // «Искали: кардиолог липецк. Искать как набрано: кардилог липецк»
  $("corrected").hidden = !units.some(unit => unit.words[0] && !unit.words.includes(unit.as) && !unit.empty);
  $("taken").textContent = units.map(unit => unit.as).join(" ");
  $("typed").replaceChildren(link(q.trim(), {exact: true}));
  tellHint(chosen, units, total, relaxed);
}

// The title of a window is dear to change: not while one types.
function entitle(q) {
  document.title = ($("search-title").textContent = say.title + (q && ": " + q.trim().slice(0, 100))) + document.title.slice(document.title.lastIndexOf(" — "));
}

const link = (text, change) => make("a", {href: address({...current, shown: STEP, ...change}), onclick: event => {
  event.preventDefault();
  if (change.q) input.value = change.q;
  go(change);
}}, text);

function tellHint(chosen, units, total, relaxed) {
  if ($("hint").hidden = total && !relaxed) return;
  const links = queries => queries.flatMap((q, at) => [at ? ", " : "", link(q, {q, exact: false})]);
  const unknown = units.filter(unit => unit.empty), rest = units.filter(unit => !unit.empty && !unit.without);
  const parts = {
    relaxed: total && relaxed && !unknown[0] && [],
    unknown: unknown[0] && [unknown.map(unit => `«${unit.as}»`).join(", ")],
    fewer: Object.keys(chosen)[0] && [],
    meant: units.some(unit => unit.meant) && links([units.map(unit => unit.meant || unit.as).join(" ")]),
    without: rest[0] && unknown[0] && links([rest.map(unit => unit.as).join(" ")]),
    others: links(Object.keys(columns.labels.specialty).slice(0, 6))
  };
  for (const line of $("hint").children) {
    const name = line.dataset.told, told = (!total || /relaxed|unknown/.test(name)) && parts[name];
    line.hidden = !told;
    if (told) line.querySelector("span").replaceChildren(...told);
  }
}
