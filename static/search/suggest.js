// The header's field on every page: a combobox that offers regions, specialities and programmes as one
// types, and what was asked before. Nothing that is typed leaves the browser.
(function () {
  "use strict";

  const S = window.radarSearch = window.radarSearch || {};
  const KINDS = {region: "Регион", specialty: "Специальность", programme: "Программа"};
  const KEY = "radar-queries", KEPT = 5, MOST = 6;

  const recall = () => { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return []; } };

  S.remember = text => {
    const kept = [text.trim().slice(0, 100), ...recall().filter(one => one !== text.trim())].filter(Boolean);
    try { localStorage.setItem(KEY, JSON.stringify(kept.slice(0, KEPT))); } catch (error) { /* no storage on file:// */ }
  };

  S.suggest = form => {
    const input = form.querySelector("input"), list = document.createElement("ul");
    let labels = null, options = [], active = -1;
    list.id = "q-list";
    list.hidden = true;
    set(list, {role: "listbox", "aria-label": "Подсказки"});
    set(input, {role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false"});
    form.append(list);

    const load = () => labels || (labels = S.open(form.dataset.root).then(index => index.load("labels")).then(JSON.parse).catch(() => { labels = null; return {}; }));

    async function offer() {
      const text = input.value;
      options = text.trim() ? found(await load(), text) : recall().map(query => ({query, note: "Вы искали"}));
      if (text === input.value) show();
    }

    function show() {
      active = -1;
      list.replaceChildren(...options.map((option, at) => {
        const item = document.createElement("li"), note = document.createElement("span");
        item.id = list.id + at;
        set(item, {role: "option", "aria-selected": "false"});
        note.textContent = option.note;
        item.append(option.label || option.query, " ", note);
        item.addEventListener("mousedown", event => { event.preventDefault(); choose(option); });
        return item;
      }));
      open(options.length > 0);
    }

    function open(on) {
      list.hidden = !on;
      set(input, {"aria-expanded": on});
      if (!on) move(-1);
    }

    function move(to) {
      [...list.children].forEach((item, at) => set(item, {"aria-selected": at === to}));
      active = to;
      if (to < 0) input.removeAttribute("aria-activedescendant"); else set(input, {"aria-activedescendant": list.id + to});
    }

    function choose({query, name, value}) {
      input.value = query;
      open(false);
      S.remember(query);
      if (S.narrowTo) return S.narrowTo(query, name, value);
      location.href = `${form.action}?${new URLSearchParams({...(query && {q: query}), ...(name && {[name]: value})})}`;
    }

    input.addEventListener("focus", offer);
    input.addEventListener("input", offer);
    input.addEventListener("blur", () => open(false));
    input.addEventListener("keydown", event => {
      const step = {ArrowDown: 1, ArrowUp: -1}[event.key], shown = !list.hidden;
      if (step && options.length) {
        event.preventDefault();
        if (!shown) open(true);
        const places = options.length + 1;
        move((active + 1 + step + places) % places - 1);
      } else if (event.key === "Enter" && shown && active >= 0) {
        event.preventDefault();
        choose(options[active]);
      } else if (event.key === "Escape" && shown) {
        event.preventDefault();
        open(false);
      } else if (event.key === "Enter") open(false);
    });
    form.addEventListener("submit", () => S.remember(input.value));
  };

  const set = (node, values) => Object.keys(values).forEach(name => node.setAttribute(name, values[name]));

  // Labels with a word that begins with the last word typed; the words before it stay the query.
  function found(labels, text) {
    const words = text.trim().split(/\s+/), last = S.fold(words.pop()), query = words.join(" ");
    return Object.keys(KINDS).flatMap(name => Object.entries(labels[name] || {}).map(([value, label]) =>
      ({name, value, label, query, note: KINDS[name], at: S.words(label).findIndex(word => word.startsWith(last))})))
      .filter(option => option.at >= 0 && last.length > 1).sort((a, b) => a.at - b.at || a.label.length - b.label.length).slice(0, MOST);
  }

  document.addEventListener("keydown", event => {
    const form = document.querySelector("[data-find]");
    if (!form || event.code !== "Slash" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable) return;
    event.preventDefault();
    form.querySelector("input").focus();
  });
  const form = document.querySelector("[data-find]");
  if (form) S.suggest(form);
})();
