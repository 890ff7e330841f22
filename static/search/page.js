// The search page: the address says what is looked for, and everything shown follows from it.
(function () {
  "use strict";

  const S = window.radarSearch = window.radarSearch || {};
  const box = document.querySelector("[data-search]");
  if (!box) return;
  const $ = selector => box.querySelector(selector);
  const form = document.querySelector("[data-find]"), input = form.querySelector("input");
  const list = $("[data-results]"), more = $("[data-more]"), pills = $("[data-chosen]"), hint = $("[data-hint]");
  const corrected = document.querySelector("[data-corrected]");
  const FACETS = [...box.querySelectorAll("[data-facet]")].map(field => field.dataset.facet);
  const RANGES = [...box.querySelectorAll("[data-range]")].map(field => field.dataset.range);
  const STEP = 10, SHORT = 8, SETTLED = 700;
  const plural = new Intl.PluralRules("ru"), radar = window.radar, make = radar.element;
  let index = null, columns = null, round = 0, settled = 0, typing = 0, current = null, waiting = null, renewed = false;

  // The address: ?q=…&region=RU-LIP&status=open&close=2026-11-01..&order=close&n=40&exact=1

  function read() {
    const query = new URLSearchParams(location.search), wanted = {q: query.get("q") || "", chosen: {}, ranges: {}};
    FACETS.forEach(name => { if (query.has(name)) wanted.chosen[name] = query.getAll(name); });
    RANGES.forEach(name => { if (query.has(name)) wanted.ranges[name] = query.get(name).split(".."); });
    wanted.order = query.get("order") || "";
    wanted.exact = query.has("exact");
    wanted.shown = Math.min(1000, Math.max(STEP, parseInt(query.get("n"), 10) || 0));
    return wanted;
  }

  function address({q, chosen, ranges, order, exact, shown}) {
    const query = new URLSearchParams();
    if (q.trim()) query.append("q", q.trim().slice(0, 500));
    FACETS.forEach(name => (chosen[name] || []).forEach(value => query.append(name, value)));
    RANGES.forEach(name => { if ((ranges[name] || []).join("")) query.append(name, ranges[name].join("..")); });
    if (order) query.append("order", order);
    if (exact) query.append("exact", "1");
    if (shown > STEP) query.append("n", shown);
    return location.pathname + (String(query) ? "?" + query : "");
  }

  // What is looked for now; the address follows typing with a pause.
  const now = () => current || read();

  function go(change, replace) {
    clearTimeout(typing);
    const wanted = {...now(), shown: STEP, ...change}, there = address(wanted);
    if (there !== location.pathname + location.search) {
      try { history[replace ? "replaceState" : "pushState"](null, "", there); } catch (error) { /* too many at once */ }
    }
    return run(wanted);
  }

  // One search

  const asked = wanted => wanted.q.trim() || Object.keys(wanted.chosen).length || Object.keys(wanted.ranges).length;

  // The index, and what the open facets will need; the words of a query are loaded beside it.
  async function ready(fresh) {
    const opened = await S.open(box.dataset.root, fresh);
    const loaded = Promise.all([S.columns(opened), ...facets().filter(name => opened.has("c" + name)).map(name => opened.load("c" + name))]);
    loaded.catch(() => {});
    return {opened, loaded};
  }

  const facets = () => [...box.querySelectorAll("[data-facet]:not([data-later])")].map(field => field.dataset.facet);

  async function run(wanted) {
    current = wanted;
    const mine = ++round;
    box.dataset.searchState = "busy";
    clearTimeout(settled);
    try {
      await answer(wanted, mine);
      $("[data-failed]").hidden = true;
    } catch (error) {
      if (mine !== round) return;
      waiting = null;
      if (error instanceof S.Stale && !renewed) {
        renewed = true;
        waiting = ready(true);
        return run(wanted);
      }
      fail();
    }
  }

  async function answer(wanted, mine) {
    if (!asked(wanted) && !index) return nothing();
    const units = await understood(wanted);
    const told = await find(wanted, units);
    const narrowed = await S.narrow(columns, told.found, {...wanted.chosen, ...days(wanted.ranges)}, facets());
    const total = narrowed.found.length, first = S.top(narrowed.found, wanted.shown, await before(wanted, told.score));
    const similar = await S.narrow(columns, told.similar || [], {...wanted.chosen, ...days(wanted.ranges)}, []);
    const rows = await rowsOf([...first, ...similar.found]);
    if (mine !== round) return;
    if (wanted.q.trim() && !wanted.order) S.refine(index, units, first, document => rows.get(document), told.score);
    const made = [first, similar.found].map(some => some.map(document => [document, rows.get(document)]));
    show(units, ...made);
    tell(wanted, units, total, told);
    recount(wanted, narrowed.counts);
    box.dataset.searchTotal = total;
    box.dataset.searchState = "done";
    settled = setTimeout(() => S.excerpts(list, units, () => mine === round), SETTLED);
  }

  async function understood(wanted) {
    waiting = waiting || ready();
    const {opened, loaded} = await waiting.catch(error => { waiting = null; throw error; });
    const [units, [made]] = await Promise.all([S.understand(opened, wanted.q, wanted.exact), loaded]);
    [index, columns] = [opened, made];
    return units;
  }

  async function find(wanted, units) {
    if (!wanted.q.trim()) return {found: [...Array(index.count).keys()], score: null};
    let told = await S.rank(index, units, columns);
    if (!wanted.exact && told.found.length < STEP && await S.byInitials(index, units)) {
      told = await S.rank(index, units, columns);
    }
    return told;
  }

  const days = ranges => Object.fromEntries(Object.entries(ranges).map(([name, [from, to]]) =>
    [name, {from: from ? S.daysOf(from) : -Infinity, to: to ? S.daysOf(to) : Infinity}]));

  async function before(wanted, score) {
    if (wanted.order === "close") {
      const close = await columns.moment("close"), rank = document => columns.open[document] ? 0 : 1;
      return (a, b) => rank(a) - rank(b) ||
        (isNaN(close[a]) - isNaN(close[b])) || (rank(a) ? close[b] - close[a] : close[a] - close[b]) || b - a;
    }
    if (wanted.order === "date" || !score) return (a, b) => b - a;
    return (a, b) => score[b] - score[a] || b - a;
  }

  async function rowsOf(documents) {
    const rows = new Map(), missing = documents.filter(document => !(index.shown && index.shown.has(document)));
    index.shown = index.shown || new Map();
    await Promise.all([...new Set(missing.map(document => Math.floor(document / index.rows)))].map(async block => {
      (await index.load("r" + block)).split("\n").forEach((line, at) => index.shown.set(block * index.rows + at, line));
    }));
    documents.forEach(document => rows.set(document, S.row(index, index.shown.get(document))));
    return rows;
  }

  // Results

  function show(units, rows, similar) {
    const mark = S.marker(units), items = some => some.map(([document, row]) => item(document, row, mark));
    const between = similar.length ? [make("li", "item", "Похожее: здесь есть не все слова запроса")] : [];
    list.replaceChildren(...items(rows), ...between, ...items(similar));
    list.hidden = !rows.length;
  }

  function item(document, row, mark) {
    const dates = S.dates(columns, row.dates, document), moment = radar.local(Date.now(), Number(dates.zone));
    const made = make("li", "item"), title = make("h3"), link = make("a"), meta = make("p", "meta");
    const regions = S.regionsOf(columns, document).map(code => label("region", code));
    link.href = box.dataset.root + row.path;
    link.append(...mark(row.title));
    title.append(link);
    [...(regions.length ? regions : ["Регион не указан"]), ...row.meta].forEach(fact => {
      const part = make("span");
      part.append(...mark(fact));
      meta.append(part, " ");
    });
    made.dataset.searchResult = "";
    made.append(title, radar.whenElement(radar.when(dates, moment, row.at), row.how), meta, radar.mark(radar.state(dates, moment)));
    return made;
  }

  const label = (name, value) =>
    value === "none" ? "Не указано" : columns.labels[name] && columns.labels[name][value] || value;

  const said = n => `${n}\u00a0${{one: "объявление", few: "объявления"}[plural.select(n)] || "объявлений"}`;

  function tell(wanted, units, total, {found, relaxed}) {
    const q = wanted.q.trim().slice(0, 200);
    document.querySelector("[data-search-title]").textContent = q ? "Поиск: " + q : "Поиск";
    document.title = document.title.replace(/^.*? — /, (q ? q + ": поиск" : "Поиск") + " — ");
    $("[data-search-count]").textContent = total
      ? said(total) + (total < found.length ? ` из ${found.length}` : "") : "Ничего не нашлось";
    $("[data-order]").hidden = total < 2;
    box.querySelectorAll("[data-order] button").forEach(button =>
      button.toggleAttribute("aria-pressed", button.value === (wanted.order || (q ? "relevance" : "date"))));
    more.hidden = total <= wanted.shown;
    tellCorrected(wanted, units);
    tellHint(wanted, units, total, relaxed);
    tellChosen(wanted);
  }

  // «Искали: кардиолог липецк. Искать как набрано: «кардилог липецк»»
  function tellCorrected(wanted, units) {
    const taken = units.map(unit => unit.as).join(" "), changed = units.some(unit => unit.words.join() && !unit.words.includes(unit.as) && !unit.empty);
    corrected.hidden = !changed;
    if (!changed) return;
    const line = make("p"), back = make("a", "", `Искать как набрано: «${wanted.q.trim()}»`);
    back.href = address({...wanted, exact: true});
    back.addEventListener("click", event => { event.preventDefault(); go({exact: true}); });
    line.append("Искали: ", make("b", "", taken), ". ", back);
    corrected.replaceChildren(line);
  }

  function tellHint(wanted, units, total, relaxed) {
    const unknown = units.filter(unit => unit.empty && !unit.request).map(unit => `«${unit.as}»`);
    const lines = [];
    if (relaxed && total) lines.push("Со всеми словами сразу ничего нет; показано то, где есть большая их часть.");
    const meant = units.map(unit => unit.meant || unit.as);
    if (!total && unknown.length) lines.push(`Такого слова нет ни в одном объявлении: ${unknown.join(", ")}.`);
    if (!total && (pillCount(wanted))) lines.push("Уберите одно из условий.");
    hint.replaceChildren(...lines.map(line => make("p", "", line)));
    if (!total) {
      const rest = units.filter(unit => !unit.empty && !unit.without);
      if (units.some(unit => unit.meant)) offerWords("Похожее слово: ", [meant.join(" ")]);
      if (rest.length && unknown.length) offerWords("Без этого слова: ", [rest.map(unit => unit.as).join(" ")]);
      offerWords("Попробуйте: ", Object.keys(columns.labels.specialty).slice(0, 6));
    }
    hint.hidden = !hint.childNodes.length;
  }

  function offerWords(text, words) {
    const line = make("p", "", text);
    words.forEach((word, at) => line.append(at ? ", " : "", link(word)));
    if (words.length) hint.append(line);
  }

  function link(text) {
    const made = make("a", "", text);
    made.href = "?q=" + encodeURIComponent(text);
    return made;
  }

  // Conditions

  const pillCount = wanted => Object.keys(wanted.chosen).length + Object.keys(wanted.ranges).length;

  function tellChosen(wanted) {
    pills.replaceChildren(...Object.entries(wanted.chosen).flatMap(([name, values]) => values.map(value =>
      pill(label(name, value), () => toggle(name, value)))),
      ...Object.entries(wanted.ranges).map(([name, [from, to]]) =>
        pill(`${$(`[data-range=${name}] legend`).textContent}: ${from} – ${to}`, () => {
          const ranges = {...now().ranges};
          delete ranges[name];
          go({ranges});
        })));
    pills.hidden = !pills.childNodes.length;
  }

  function pill(text, drop) {
    const made = make("span", "", text + " "), button = make("button", "link", "убрать");
    button.type = "button";
    button.setAttribute("aria-label", `Убрать условие «${text}»`);
    button.addEventListener("click", drop);
    made.append(button);
    return made;
  }

  function toggle(name, value) {
    const chosen = {...now().chosen}, had = chosen[name] || [];
    chosen[name] = had.includes(value) ? had.filter(one => one !== value) : [...had, value];
    if (!chosen[name].length) delete chosen[name];
    return go({chosen});
  }

  function recount(wanted, counts) {
    $("[data-browse]").hidden = true;
    box.querySelectorAll("[data-range]").forEach(field => {
      const [from, to] = wanted.ranges[field.dataset.range] || ["", ""];
      field.hidden = false;
      field.querySelector("[data-from]").value = from;
      field.querySelector("[data-to]").value = to;
    });
    box.querySelectorAll("[data-facet]").forEach(field => {
      field.hidden = false;
      if (counts[field.dataset.facet]) offer(field, counts[field.dataset.facet], wanted.chosen[field.dataset.facet] || []);
    });
  }

  function offer(field, counts, chosen) {
    const name = field.dataset.facet, whole = "whole" in field.dataset, all = Object.keys(counts);
    const shown = all.filter(value => counts[value] || chosen.includes(value));
    if (name === "year") shown.sort((a, b) => a < b ? 1 : -1);
    else if (name !== "status") shown.sort((a, b) => chosen.includes(b) - chosen.includes(a) || counts[b] - counts[a] || (a < b ? -1 : 1));
    const cut = whole ? shown : shown.slice(0, Math.max(SHORT, chosen.length));
    const focused = field.contains(document.activeElement) && document.activeElement.value;
    field.querySelectorAll("label, .all").forEach(node => node.remove());
    field.append(...cut.map(value => choice(name, value, counts[value] || 0, chosen.includes(value))));
    if (cut.length < shown.length) field.append(unfold(field));
    const again = focused && [...field.querySelectorAll("input")].find(one => one.value === focused);
    if (again) again.focus();
  }

  function choice(name, value, n, on) {
    const made = make("label"), check = make("input");
    Object.assign(check, {type: "checkbox", name, value, checked: on});
    check.addEventListener("change", () => toggle(name, value));
    made.append(check, " " + label(name, value) + " ", make("span", "n", String(n)));
    return made;
  }

  function unfold(field) {
    const button = make("button", "more all", "Показать все");
    button.type = "button";
    button.addEventListener("click", () => {
      field.dataset.whole = "";
      run(now());
    });
    return button;
  }

  // What the page does by itself

  function nothing() {
    $("[data-search-count]").textContent = "Введите слово или отметьте условие";
    list.hidden = more.hidden = corrected.hidden = hint.hidden = pills.hidden = true;
    box.dataset.searchTotal = 0;
    box.dataset.searchState = "done";
  }

  function fail() {
    list.hidden = more.hidden = true;
    $("[data-search-count]").textContent = "";
    $("[data-failed]").hidden = false;
    box.dataset.searchState = "done";
  }

  async function browse() {
    await understood(now());
    return run(now());
  }

  function start() {
    input.value = read().q;
    input.addEventListener("input", () => {
      clearTimeout(typing);
      const wanted = {...now(), q: input.value, exact: false, shown: STEP};
      typing = setTimeout(() => history.replaceState(null, "", address(wanted)), SETTLED);
      run(wanted);
    });
    S.narrowTo = (q, name, value) => {
      const chosen = {...now().chosen};
      if (name) chosen[name] = [...(chosen[name] || []).filter(one => one !== value), value];
      go({q, chosen, exact: false});
    };
    form.addEventListener("submit", event => {
      event.preventDefault();
      go({q: input.value});
    });
    window.addEventListener("popstate", () => { input.value = read().q; run(read()); });
    $("[data-filters]").addEventListener("submit", event => event.preventDefault());
    $("[data-browse] button").addEventListener("click", () => browse().catch(fail));
    $("[data-failed] button").addEventListener("click", () => run(now()));
    box.querySelectorAll("[data-later] .more").forEach(button => button.addEventListener("click", () => {
      delete button.closest("[data-facet]").dataset.later;
      button.setAttribute("aria-expanded", "true");
      run(now());
    }));
    box.querySelectorAll("[data-range]").forEach(field => field.addEventListener("change", () => {
      const ranges = {...now().ranges};
      ranges[field.dataset.range] = [field.querySelector("[data-from]").value, field.querySelector("[data-to]").value];
      if (!ranges[field.dataset.range].join("")) delete ranges[field.dataset.range];
      go({ranges});
    }));
    box.querySelectorAll("[data-order] button").forEach(button =>
      button.addEventListener("click", () => go({order: button.value === "relevance" ? "" : button.value})));
    more.querySelector("button").addEventListener("click", () => {
      const first = list.childNodes.length;
      go({shown: now().shown + STEP}, true).then(() => list.childNodes[first] && list.childNodes[first].querySelector("a").focus());
    });
    run(read());
  }

  start();
})();
