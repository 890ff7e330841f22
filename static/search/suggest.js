// The header's field on every page: a combobox that offers regions, specialities and programmes as one
// types, and what was asked before. Nothing that is typed leaves the browser.

const OFFERED = ["region", "specialty", "programme"];
const QUERIES = "radar-queries";
const REMEMBERED = 5, OFFERS = 6;
const nodes = {}, $ = name => nodes[name] ??= document.querySelector(`[data-${name}]`);
const form = $("find"), input = form.querySelector("input");

const on = (node, type, react) => node.addEventListener(type, react);

// Properties of an element, and attributes for what is none.
function set(node, told) {
  for (const name in told) if (name in node) node[name] = told[name]; else node.setAttribute(name, told[name]);
  return node;
}

function make(tag, told, ...kids) {
  const node = set(document.createElement(tag), told);
  node.append(...kids);
  return node;
}

// Storage may be closed to us, as on file:// in some browsers, and what lies there is not ours alone.
function recall() {
  try { return JSON.parse(localStorage.getItem(QUERIES)).filter(one => typeof one === "string"); } catch { return []; }
}

function remember(text) {
  const query = text.trim().slice(0, 100), kept = [query, ...recall().filter(one => one !== query)].filter(Boolean);
  try { localStorage.setItem(QUERIES, JSON.stringify(kept.slice(0, REMEMBERED))); } catch { /* as above */ }
}

// All labels that are offered, with their words.
const offered = labels => OFFERED.flatMap(name => Object.entries(labels[name] || {}).map(([value, label]) =>
  ({name, value, label, note: form.dataset[name], words: words(label)})));

// Labels with a word that begins with the last word typed; the words before it stay the query.
function offers(labels, text) {
  if (!labels) return [];
  const typed = text.trim().split(/\s+/), last = fold(typed.pop()), query = typed.join(" ");
  return last.length < 2 ? [] : labels.map(one => ({...one, query, at: one.words.findIndex(word => word.startsWith(last))}))
    .filter(offer => offer.at >= 0).sort((a, b) => a.at - b.at || a.label.length - b.label.length).slice(0, OFFERS);
}

// ``choose`` is told a query, and the condition that was chosen beside it.
function suggest(choose) {
  const list = make("ul", {id: "q-list", hidden: true, role: "listbox", "aria-label": form.dataset.offers});
  let labels = null, options = [], active = -1;
  set(input, {role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": false});
  form.append(list);

  async function offer() {
    const text = input.value;
    labels ??= open(form.dataset.root).then(() => load("labels")).then(told => offered(JSON.parse(told))).catch(() => labels = null);
    options = text.trim() ? offers(await labels, text) : recall().map(query => ({query, note: form.dataset.recent}));
    if (text !== input.value) return;
    list.replaceChildren(...options.map((option, at) => make("li", {id: list.id + at, role: "option", onmousedown: event => {
      event.preventDefault();
      take(option);
    }}, option.label || option.query, " ", make("span", {}, option.note))));
    show(options.length && document.activeElement === input);
  }

  function show(on) {
    list.hidden = !on;
    set(input, {"aria-expanded": !list.hidden});
    move(-1);
  }

  function move(to) {
    active = to;
    [...list.children].forEach((item, at) => set(item, {"aria-selected": at === to}));
    set(input, {"aria-activedescendant": to < 0 ? "" : list.id + to});
  }

  function take({query, name, value}) {
    input.value = query;
    show(false);
    remember(query);
    choose(query, name, value);
  }

  on(input, "focus", offer);
  on(input, "input", offer);
  on(input, "blur", () => show(false));
  on(input, "keydown", event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key], places = options.length + 1, chosen = options[active];
    if (step && options.length) {
      const from = active;
      if (list.hidden) show(true);
      move((from + 1 + step + places) % places - 1);
    } else if (event.key === "Enter" && chosen) take(chosen);
    else if (event.key === "Escape" && !list.hidden) show(false);
    else {
      if (event.key === "Enter") show(false);
      return;
    }
    event.preventDefault();
  });
  on(form, "submit", () => remember(input.value));
  if (document.activeElement === input) offer();
}
