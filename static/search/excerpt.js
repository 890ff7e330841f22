// Found words made visible: marks in a row's own text, and an excerpt from the announcement's page,
// which is asked for only when the reader has stopped typing, and only where pages can be asked for.
(function () {
  "use strict";

  const S = window.radarSearch = window.radarSearch || {};
  const LETTERS = /([0-9A-Za-zÀ-ɏЀ-ԯ\u0301\u00ad]+)/, ROWS = 5, REACH = 90;

  // A function from text to nodes in which the words of the query are marked.
  S.marker = units => {
    const stems = new Set(), words = new Set();
    units.filter(unit => !unit.without).forEach(unit => {
      unit.stems.forEach(stem => stems.add(stem));
      unit.meanings.forEach(one => { stems.add(one.term); one.list.forms.forEach(form => words.add(form)); });
    });
    const fits = text => {
      const word = S.words(text)[0];
      return word && (words.has(word) || stems.has(S.stem(word)));
    };
    const mark = text => text.split(LETTERS).map((part, at) => {
      if (at % 2 === 0 || !fits(part)) return part;
      return window.radar.element("mark", "", part);
    });
    mark.fits = fits;
    return mark;
  };

  S.excerpts = async (list, units, current) => {
    if (!location.protocol.startsWith("http")) return;
    const mark = S.marker(units);
    const rows = [...list.children].filter(row => !row.querySelector("mark") && row.getBoundingClientRect().top < innerHeight);
    for (const row of rows.slice(0, ROWS)) {
      const text = await page(row.querySelector("a").href).catch(() => []);
      if (!current()) return;
      const found = text.find(one => one.split(LETTERS).some((part, at) => at % 2 && mark.fits(part)));
      if (found) row.insertBefore(line(found, mark), row.querySelector(".status"));
    }
  };

  async function page(address) {
    const answer = await fetch(address), article = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("article");
    if (!article) return [];
    return [...article.querySelectorAll("p, li, dd, td")].filter(node => !node.closest("aside, nav")).map(node => node.textContent.replace(/\s+/g, " "));
  }

  function line(text, mark) {
    const at = text.split(LETTERS).reduce((place, part, n) =>
      place.found ? place : n % 2 && mark.fits(part) ? {found: true, at: place.at} : {at: place.at + part.length}, {at: 0}).at;
    const from = at > REACH ? text.indexOf(" ", at - REACH) + 1 : 0, to = text.length > at + REACH ? text.lastIndexOf(" ", at + REACH) : text.length;
    const made = window.radar.element("p", "said");
    made.append(from ? "…" : "", ...mark(text.slice(from, to)), to < text.length ? "…" : "");
    return made;
  }
})();
