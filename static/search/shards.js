// The files of the index: loading them by classic scripts (so that it works from a disk and under a
// strict content policy). The other half is builder/index/shards.py.

const taken = {};

// What every file of the index calls.
window.radarIndex = (name, version, text) => { taken[name] = {version, text}; };

const script = src => new Promise((onload, onerror) => { document.head.append(make("script", {src, onload, onerror})); });

const STALE = Error();

// The open index: its manifest, its files as they are asked for, and what was made of them. A file of
// another version than the manifest tells (a new build, an old cache) makes everything be asked for
// anew, once.
let index = null, files = null, opening = null, base = "";

// What was made of the files: words by shard, posting lists by term, rows by document; what queries mean; stems of words.
let leafs, lists, shown, answers, stemOf;

const open = (root, fresh) => opening = !fresh && opening || opened(root, fresh).catch(error => {
  opening = null;
  throw error;
});

async function opened(root, fresh) {
  base = new URL(root + "search/", location.href).href;
  await script(base + "index.js" + (fresh ? "?" + Date.now() : ""));
  // A text between slashes is a pattern.
  prepare(JSON.parse(taken.index.text, (name, value) => {
    const end = value[0] === "/" && value.lastIndexOf("/");
    return end ? new RegExp(value.slice(1, end), value.slice(end + 1)) : value;
  }));
}

// What is made for a key is made once, and again only if it failed.
const keep = (made, key, make) => made[key] ??= make(key).catch(error => {
  made[key] = null;
  throw error;
});

const load = name => keep(files, name, async () => {
  await script(`${base}${name}.js?v=${index.versions[name]}`);
  const {version, text} = taken[name] || {};
  if (version !== index.versions[name]) throw STALE;
  return text;
});

function prepare(told) {
  const {versions, shards, blocks} = told;
  index = told;
  files = {};
  for (const kind in shards) told[kind] = new Set((shards[kind].match(/[^,]+/g) || []).map(one => {
    const prefix = one.slice(0, -3);
    versions[kind[0] + fileName(prefix) + kind.slice(1)] = one.slice(-3);
    return prefix;
  }));
  for (const kind in blocks) blocks[kind].match(/.../g)?.forEach((version, at) => { versions[kind + at] = version; });
  [leafs, lists, shown, answers, stemOf] = [..."12345"].map(() => Object.create(null));
  told.stop = new Set(told.stop.split(" "));
}

const fileName = prefix => [...prefix].map(letter => letter.codePointAt(0).toString(36)).join("");

// The shard of a kind where a word lies: the last one that does not begin after it.
const shardOf = (kind, word) => kind + fileName([...index[kind]].filter(start => start <= word).pop());
