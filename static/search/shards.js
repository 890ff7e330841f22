// The files of the index: loading them by classic scripts (so that it works from a disk and under a
// strict content policy). The other half is builder/index/shards.py.

const taken = {};

// What every file of the index calls.
window.radarIndex = (name, version, text) => { taken[name] = {version, text}; };

const script = address => new Promise((resolve, reject) => {
  document.head.append(Object.assign(document.createElement("script"), {src: address, onload: resolve, onerror: reject}));
});

class Stale extends Error {}

// The open index: its manifest, its files as they are asked for, and what was made of them. A file of
// another version than the manifest tells (a new build, an old cache) makes everything be asked for
// anew, once.
let index = null, files = null, opening = null, base = "";

// What was made of the files: words by shard, posting lists by term, rows by document; and what queries mean.
let leafs, lists, shown, answers;

const open = (root, fresh) => opening = !fresh && opening || opened(root, fresh).catch(error => {
  opening = null;
  throw error;
});

async function opened(root, fresh) {
  base = new URL(root + "search/", location.href).href;
  await script(base + "index.js" + (fresh ? "?" + Date.now() : ""));
  prepare(JSON.parse(taken.index.text));
}

const load = name => files[name] = files[name] || script(`${base}${name}.js?v=${index.versions[name]}`).then(() => {
  if (taken[name]?.version !== index.versions[name]) throw new Stale(name);
  return taken[name].text;
}).catch(error => {
  files[name] = null;
  throw error;
}).finally(() => { delete taken[name]; });

function prepare(told) {
  const {versions, shards, blocks, stemmer} = told;
  [index, files] = [told, {}];
  for (const kind in shards) told[kind] = new Set(shards[kind].split(",").map(one => {
    const prefix = one.slice(0, -3);
    versions[kind[0] + fileName(prefix) + kind.slice(1)] = one.slice(-3);
    return prefix;
  }));
  for (const kind in blocks) blocks[kind].match(/.../g)?.forEach((version, at) => { versions[kind + at] = version; });
  [leafs, lists, shown, answers] = [1, 2, 3, 4].map(() => new Map());
  for (const name of ["kazakhs", "kin"]) told[name] = told[name].map(ending => new RegExp(ending));
  for (const name of ["mixed", "ending", "doing", "letters", "bare", "syllable"]) told[name] = new RegExp(told[name]);
  told.stemmer = stemmer.map(ending => new RegExp(ending + "$"));
  for (const name of ["word", "compound"]) told[name] = new RegExp(told[name], "g");
  told.stop = new Set(told.stop.split(" "));
}

const fileName = prefix => [...prefix].map(letter => letter.codePointAt(0).toString(36)).join("");

// The shard of a kind where a word lies: that of the longest of the prefixes that it begins with.
function shardOf(kind, word) {
  while (word && !index[kind].has(word)) word = word.slice(0, -1);
  return kind + fileName(word);
}
