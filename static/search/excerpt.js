// Found words made visible: marks in a row's own text, and an excerpt from the announcement's page,
// which is asked for only when the reader has stopped typing, and only where pages can be asked for.

// So many rows have an excerpt, of so many words and what is between them on either side.
const SHOWN = 5, REACH = 24;

// A test whether a word of a text is one of the query's.
function marker(units) {
  const fits = new Set(units.filter(unit => !unit.without).flatMap(unit => [...unit.stems, ...unit.meanings.flatMap(one => [one.term, ...one.list.forms])]));
  return text => words(text).some(word => fits.has(word) || fits.has(stem(word)));
}

// The nodes of a text in which the words of the query are marked.
const marked = (text, fits) => text.split(index.letters).map((part, at) => at % 2 && fits(part) ? make("mark", {}, part) : part);

async function excerpts(fits, current) {
  if (!/^http/.test(location.protocol)) return;
  const rows = [...$("results").children].filter(row => !row.querySelector("mark") && row.querySelector("a") && row.getBoundingClientRect().top < innerHeight);
  for (const row of rows.slice(0, SHOWN)) {
    const answer = await fetch(row.querySelector("a")).then(one => one.text()).catch(() => "");
    if (!current()) return;
    const nodes = new DOMParser().parseFromString(answer, "text/html").querySelectorAll(say.texts);
    for (const node of nodes) {
      const parts = node.textContent.split(index.letters), word = parts.findIndex((part, at) => at % 2 && fits(part));
      if (word < 0) continue;
      const from = Math.max(0, word - REACH), to = word + REACH, text = parts.slice(from, to).join("");
      row.querySelector(".status").before(make("p", {className: "said"}, from ? "…" : "", ...marked(text, fits), parts[to] ? "…" : ""));
      break;
    }
  }
}
