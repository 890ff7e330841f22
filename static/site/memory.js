// The reader's own side of the site: the display panel, what is new, stars, saved lists, «подходит мне».
// All of it is kept in this browser and sent nowhere; the site is whole without it. This part keeps it.
window.radarMine = {};
(R => {
  "use strict";

  const root = new URL("..", document.currentScript.src);
  const KEY = "radar " + root.pathname, DAMAGED = KEY + " damaged";
  const STARS = 1000, LISTS = 200, LONG = 500;
  const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const SHAPES = {
    star: "M8 .8l2.2 4.7 5.1.6-3.8 3.5 1 5.1L8 12.2l-4.5 2.5 1-5.1L.7 6.1l5.1-.6z",
    fresh: "M7 .5h2v4.6l3.3-3.3 1.4 1.4L10.4 6.5H15v2h-4.6l3.3 3.3-1.4 1.4L9 9.9V14.5H7V9.9l-3.3 3.3-1.4-1.4 3.3-3.3H1v-2h4.6L2.3 3.2l1.4-1.4L7 5.1z",
    yes: "M6.2 13.6L.8 8.2l2-2 3.4 3.4 7-7 2 2z",
    maybe: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2v10A5 5 0 0 1 8 3z",
    no: "M1 6.5h14v3H1z",
  };
  const TROUBLE = {
    closed: _("Браузер запретил этому сайту хранить данные. Отметки и списки не сохранятся. Что делать: разрешите хранение для этого сайта в настройках браузера."),
    full: _("Не сохранено: в браузере кончилось место для этого сайта. Что делать: удалите лишнее на странице «Моё»."),
    damaged: _("Сохранённое в этом браузере не читается, поэтому отметки и списки начаты заново. Прежнее отложено: его можно скачать на странице «Моё»."),
  };

  function element(tag, look, text) {
    const made = document.createElement(tag);
    if (look) made.className = look;
    if (text) made.textContent = text;
    return made;
  }

  function icon(name) {
    const space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("class", "i");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SHAPES[name]);
    svg.append(path);
    return svg;
  }

  // «{day}» in a text becomes the value of that name.
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, (all, name) => values[name]); }

  // Storage: it may be forbidden, full, or hold anything.

  function get(key) { try { return localStorage.getItem(key); } catch { return null; } }
  function remove(key) { try { localStorage.removeItem(key); } catch { /* what cannot be reached is not there */ } }
  function put(key, text) { try { localStorage.setItem(key, text); return true; } catch { return false; } }
  function usable() { try { localStorage.getItem(KEY); return true; } catch { return false; } }

  function trouble(kind) {
    const main = document.getElementById("main");
    if (!main || main.querySelector("[data-trouble=" + kind + "]")) return;
    const note = element("div", "note warn");
    note.dataset.trouble = kind;
    note.setAttribute("role", "alert");
    note.append(element("p", "", TROUBLE[kind]));
    main.prepend(note);
  }

  const line = text => typeof text === "string" ? text.slice(0, LONG) : "";
  const years = told => Number.isInteger(told) && told >= 0 && told < 100 ? told : null;
  const slugs = told => Array.isArray(told) ? told.filter(one => typeof one === "string" && ID.test(one)).slice(0, 30) : [];

  // An address of this site, from its root; anything else is no address.
  function inside(address) {
    try {
      const url = new URL(line(address), root);
      return url.href.startsWith(root.href) && url.href.length - root.href.length <= LONG ? url.href.slice(root.href.length) : null;
    } catch { return null; }
  }

  // What is kept, with everything left out that we cannot have written. Throws if it is nothing of ours.
  function clean(told) {
    if (!told || typeof told !== "object" || told.radar !== 1) throw new TypeError("not ours");
    const stars = {}, lists = [], said = told.profile;
    Object.entries(told.stars || {}).slice(0, STARS).forEach(([id, one]) => {
      if (ID.test(id) && id.length < 200 && one && line(one.title)) stars[id] = {title: line(one.title), dates: line(one.dates), at: line(one.at), moved: line(one.moved)};
    });
    (Array.isArray(told.lists) ? told.lists : []).slice(0, LISTS).forEach(one => {
      const address = one && inside(one.address);
      if (address !== null && address !== undefined && line(one.title)) lists.push({address, title: line(one.title)});
    });
    const profile = said && typeof said === "object" ? {post: line(said.post), posts: slugs(said.posts), specialty: line(said.specialty), age: years(said.age), practice: years(said.practice)} : null;
    return {radar: 1, stars, lists, profile};
  }

  function load() {
    const text = get(KEY);
    if (text !== null) {
      try { return clean(JSON.parse(text)); } catch {
        if (get(DAMAGED) === null) put(DAMAGED, text);
        trouble("damaged");
      }
    }
    return {radar: 1, stars: {}, lists: [], profile: null};
  }

  // Another window may have saved since: what is kept is read anew before each change.
  function save(change) {
    const kept = load();
    change(kept);
    if (put(KEY, JSON.stringify(kept))) return true;
    trouble(usable() ? "full" : "closed");
    return false;
  }

  Object.assign(R, {root, element, icon, fill, get, put, remove, usable, trouble, clean, load, save, inside, KEY, DAMAGED});
})(window.radarMine);
