// The search page: the address says what is looked for, and everything shown follows from it (results.js,
// conditions.js). What is said to readers stands in templates/search/panel.html.

const STEP = 10, SETTLED = 700, MINUTE = 6e4;
const box = $("search"), say = box && box.dataset;
let current = null, waiting = null, round = 0, settled = 0, typing = 0;

// The address: ?q=…&region=RU-LIP&status=open&close=2026-11-01..&order=close&n=40&exact=1

function read() {
  const query = new URLSearchParams(location.search), chosen = {};
  fields().forEach(({name}) => query.get(name) && (chosen[name] = query.getAll(name)));
  return {
    q: query.get("q") || "", chosen, order: query.get("order") || "", exact: query.has("exact"),
    shown: Math.min(1000, Math.max(STEP, query.get("n") | 0))
  };
}

function address({q, chosen, order, exact, shown}) {
  const query = new URLSearchParams(), told = {q: q.trim().slice(0, 500), ...chosen, order, exact: exact && 1, n: shown > STEP && shown};
  for (const name in told) [told[name]].flat().forEach(value => { if (value) query.append(name, value); });
  return location.pathname + (`${query}` && "?" + query);
}

function go(change, replace) {
  clearTimeout(typing);
  const wanted = {...current, shown: STEP, ...change};
  try { history[replace ? "replaceState" : "pushState"](null, "", address(wanted)); } catch { /* too many at once */ }
  return run(wanted);
}

// One search

// The index, and what the open facets will need; the words of a query are loaded beside it.
async function ready(fresh) {
  await open(say.root, fresh);
  ["shorts", ...counted().map(name => "c" + name)].forEach(name => index.versions[name] && load(name).catch(() => {}));
  return [openColumns()];
}

async function run(wanted, forced, renewed) {
  const mine = ++round;
  current = wanted;
  say.searchState = "busy";
  clearTimeout(settled);
  $("failed").hidden = true;
  try {
    if (columns || forced || address(wanted).includes("?")) await answer(wanted, mine);
    else empty(say.start);
  } catch (error) {
    if (mine !== round) return;
    waiting = null;
    if (error === STALE && !renewed) {
      waiting = ready(true);
      return run(wanted, forced, true);
    }
    empty("");
    $("failed").hidden = false;
  }
  if (mine === round) say.searchState = "done";
}

async function answer(wanted, mine) {
  const [loaded] = await (waiting ??= ready()), [units] = await Promise.all([understood(wanted.q, wanted.exact), loaded]);
  const told = wanted.q.trim() ? await find(units, wanted.exact) : {found: [...Array(index.count).keys()], similar: []};
  const narrowed = await narrow(told.found, wanted.chosen, counted());
  const first = top(narrowed.found, wanted.shown, await before(wanted, told.score));
  const similar = (await narrow(told.similar, wanted.chosen, [])).found;
  await bring([...first, ...similar]);
  if (mine !== round) return;
  if (told.score && !wanted.order) refine(units, first, told.score);
  const fits = marker(units), total = narrowed.found.length;
  show(first, similar, fits);
  tell(wanted, units, total, told);
  tellChosen(wanted.chosen, narrowed.counts);
  settled = setTimeout(() => {
    entitle(wanted.q);
    excerpts(fits, () => mine === round);
  }, SETTLED);
}

async function before({order}, score = []) {
  if (order === "close") {
    const close = await column("close"), {open} = columns;
    return (a, b) => open[b] - open[a] || isNaN(close[a]) - isNaN(close[b]) || (close[a] - close[b]) * (open[a] ? 1 : -1) || b - a;
  }
  return by(order ? [] : score);
}

// What the page does by itself

function type() {
  clearTimeout(typing);
  run({...current, q: input.value, exact: false, shown: STEP});
  typing = setTimeout(() => history.replaceState(null, "", address(current)), SETTLED);
}

function back() {
  current = read();
  input.value = current.q;
  run(current);
}

function startPage() {
  $("unready").hidden = true;
  on(input, "input", type);
  on(form, "submit", event => {
    event.preventDefault();
    go({q: input.value});
  });
  on(window, "popstate", back);
  // A page left open goes with the clock, but not under a reader who is on one of its rows.
  setInterval(() => columns?.open && !$("results").contains(document.activeElement) && recount() && run(current), MINUTE);
  for (const name of ["browse", "failed"]) on($(name).querySelector("button"), "click", () => run(current, true));
  on($("order"), "click", ({target}) => target.value && go({order: target.value === "relevance" ? "" : target.value}));
  on($("more").querySelector("button"), "click", async () => {
    const list = $("results"), first = list.childElementCount;
    await go({shown: current.shown + STEP}, true);
    list.children[first]?.querySelector("a")?.focus();
  });
  startConditions();
  suggest((q, name, value) => {
    const change = {q, exact: false};
    if (name) pick(name, [...others(name, value), value], change); else go(change);
  });
  back();
}

if (box) startPage();
else suggest((q, name, value) => {
  location.href = `${form.action}?${new URLSearchParams({...q && {q}, ...name && {[name]: value}})}`;
});
