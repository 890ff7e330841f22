// The files of the index: loading them by classic scripts (so that it works from a disk and under a
// strict content policy). The other half is builder/index/shards.py.

const taken = {};

// What every file of the index calls.
window.radarIndex = (name, version, text) => { taken[name] = {version, text}; };

const script = address => new Promise((resolve, reject) => {
  document.head.append(Object.assign(document.createElement("script"), {src: address, onload: resolve, onerror: reject}));
});

class Stale extends Error {}

// An open index: its manifest, and its files as they are asked for. A file of another version than
// the manifest tells (a new build, an old cache) makes everything be asked for anew, once.
async function open(root, fresh) {
  const base = new URL(root + "search/", location.href).href;
  await script(base + "index.js" + (fresh ? "?" + Date.now() : ""));
  const index = JSON.parse(taken.index.text), files = {};
  prepare(index);
  index.load = name => files[name] = files[name] || script(`${base}${name}.js?v=${index.versions[name]}`).then(() => {
    if (taken[name]?.version !== index.versions[name]) throw new Stale(name);
    return taken[name].text;
  }).catch(error => {
    files[name] = null;
    throw error;
  }).finally(() => { delete taken[name]; });
  return index;
}

function prepare(index) {
  for (const name of ["leaves", "dense", "near", "spelling", "endings"]) index[name] = new Set(index[name].split(","));
  rules = index;
  index.stemmer = index.stemmer.map(ending => new RegExp(ending + "$"));
  for (const name of ["kazakhs", "kin"]) index[name] = index[name].map(ending => new RegExp(ending));
  for (const name of ["mixed", "ending", "doing"]) index[name] = new RegExp(index[name]);
  index.word = new RegExp(index.word, "g");
  index.stop = new Set(index.stop.split(" "));
  const told = index.versions;
  index.versions = {};
  fileNames(index).forEach((name, at) => { index.versions[name] = told.substr(at * 3, 3); });
  index.leafs = new Map();
  index.lists = new Map();
  index.shown = new Map();
  index.understood = new Map();
}

function fileNames(index) {
  const named = (letter, prefixes, tail = "") => [...prefixes].map(prefix => letter + fileName(prefix) + tail);
  const numbered = (letter, count) => Array.from({length: count}, (none, at) => letter + at);
  return [
    ...named("t", index.leaves), ...named("t", [...index.dense].filter(Boolean), "-"), ...named("n", index.near),
    ...named("s", index.spelling), ...named("z", index.endings), ...numbered("b", index.real[0]),
    ...numbered("r", Math.ceil(index.count / index.rows)), ...index.files.split(" ")
  ].sort((a, b) => a < b ? -1 : 1);
}

const fileName = prefix => [...prefix].map(letter => {
  const code = letter.codePointAt(0);
  if (code >= 0x430 && code < 0x450) return (code - 0x430).toString(32);
  return code < 0x80 ? "w" + letter : "x" + code.toString(16).padStart(4, "0");
}).join("");

// The longest of the prefixes that the word begins with.
function shardOf(word, prefixes) {
  while (word && !prefixes.has(word)) word = word.slice(0, -1);
  return word;
}
