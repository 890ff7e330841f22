// The files of the index: loading them by classic scripts (so that it works from a disk and under a
// strict content policy) and unpacking them. The other half is builder/index/shards.py and packing.py.
(function () {
  "use strict";

  const S = window.radarSearch = window.radarSearch || {};
  const CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const taken = {};
  const [WEAK, BODY, STRONG, TITLE] = [0, 1, 2, 3];

  // What every file of the index calls.
  window.radarIndex = (name, version, text) => { taken[name] = {version, text}; };

  function script(address) {
    return new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = address;
      node.onload = () => { node.remove(); resolve(); };
      node.onerror = () => { node.remove(); reject(new Error(address)); };
      document.head.append(node);
    });
  }

  // An open index: its manifest, and its files as they are asked for. A file of another version than
  // the manifest tells (a new build, an old cache) makes everything be asked for anew, once.
  S.open = async (root, fresh) => {
    const base = new URL(root + "search/", location.href).href;
    await script(base + "index.js" + (fresh ? "?" + Date.now() : ""));
    const index = JSON.parse(taken.index.text);
    prepare(index);
    const files = new Map();
    index.load = name => {
      if (!files.has(name)) {
        const wanted = index.version(name);
        const asked = script(`${base}${name}.js?v=${wanted}`).then(() => {
          const got = taken[name];
          delete taken[name];
          if (!got || got.version !== wanted) throw new S.Stale(name);
          return got.text;
        });
        asked.catch(() => files.delete(name));
        files.set(name, asked);
      }
      return files.get(name);
    };
    return index;
  };
  S.Stale = class extends Error {};

  function prepare(index) {
    ["leaves", "dense", "near", "spelling", "endings"].forEach(name => {
      index[name] = new Set(index[name].split(","));
    });
    index.stop = new Set(index.stop.split(" "));
    index.kazakh = index.kazakh.map(group => group.split(" "));
    index.families = index.families.map(line => line.split(" ").map(ending => ending === "-" ? "" : ending));
    const names = fileNames(index), versions = new Map();
    names.forEach((name, at) => versions.set(name, index.versions.substr(at * 3, 3)));
    index.version = name => versions.get(name);
    index.has = name => versions.has(name);
    index.swap = new Map();
    [...index.swapped[0]].forEach((letter, at) => {
      index.swap.set(letter, index.swapped[1][at]).set(index.swapped[1][at], letter);
    });
  }

  function fileNames(index) {
    const named = (letter, prefixes, tail) => [...prefixes].map(prefix => letter + S.fileName(prefix) + tail);
    const numbered = (letter, count) => Array.from({length: count}, (none, at) => letter + at);
    return [
      ...named("t", index.leaves, ""), ...named("t", [...index.dense].filter(Boolean), "-"), ...named("n", index.near, ""),
      ...named("s", index.spelling, ""), ...named("z", index.endings, ""), ...numbered("b", index.real[0]), ...numbered("r", Math.ceil(index.count / index.rows)), ...index.files.split(" ")
    ].sort((a, b) => a < b ? -1 : 1);
  }

  S.fileName = prefix => [...prefix].map(letter => {
    const code = letter.codePointAt(0);
    if (code >= 0x430 && code < 0x450) return (code - 0x430).toString(32);
    return code < 0x80 ? "w" + letter : "x" + code.toString(16).padStart(4, "0");
  }).join("");

  // The longest of the prefixes that the word begins with.
  S.shardOf = (word, prefixes) => {
    let n = word.length;
    while (n && !prefixes.has(word.slice(0, n))) n -= 1;
    return word.slice(0, n);
  };

  // "0врач\t…" lines, each word by its difference from the one before → Map of word and the rest.
  S.listed = text => {
    const found = new Map();
    let last = "";
    if (text) text.split("\n").forEach(line => {
      const tab = line.indexOf("\t");
      last = last.slice(0, parseInt(line[0], 36)) + line.slice(1, tab);
      found.set(last, line.slice(tab + 1));
    });
    return found;
  };

  S.digit = letter => CODE.indexOf(letter);

  function reader(text) {
    let at = 0, left = 0, bits = 0;
    return size => {
      let value = 0;
      while (size) {
        if (!left) { bits = CODE.indexOf(text[at++]); left = 6; }
        const take = Math.min(size, left);
        left -= take;
        size -= take;
        value = value << take | bits >> left & (1 << take) - 1;
      }
      return value;
    };
  }

  // "3a1:…" → documents, where the word stands in each, and which of its forms stand there.
  S.postings = (packed, forms) => {
    const colon = packed.indexOf(":"), size = parseInt(packed[0], 36), count = parseInt(packed.slice(1, colon), 36);
    const read = reader(packed.slice(colon + 1)), width = forms.length > 1 ? forms.length : 0;
    const documents = new Uint32Array(count), levels = new Uint8Array(count), masks = new Uint8Array(count);
    for (let at = 0, last = -1; at < count; at++) {
      let high = 0;
      while (read(1)) high += 1;
      last += 1 + (high << size | read(size));
      documents[at] = last;
      levels[at] = !read(1) ? BODY : !read(1) ? TITLE : !read(1) ? STRONG : WEAK;
      masks[at] = width ? read(width) : forms.length;
    }
    return {documents, levels, masks};
  };

  // For each document of a posting list, the hashes of the words that follow there.
  S.neighbours = (packed, count) => {
    const read = reader(packed), found = [];
    for (let at = 0; at < count; at++) {
      let size = 0, mask = 0;
      while (read(1)) size += 1;
      while (size--) mask |= 1 << read(4);
      found.push(mask);
    }
    return found;
  };

  // A column: numbers to a symbol, symbols in the order of a canonical Huffman code, bits → numbers.
  S.unpack = ([size, values, symbols, lengths, bits], count) => {
    const read = reader(bits), found = new Uint16Array(count + size), most = parseInt(lengths[lengths.length - 1], 36);
    const first = [], start = [], many = Array(most + 2).fill(0);
    for (const length of lengths) many[parseInt(length, 36)] += 1;
    for (let length = 1, code = 0, at = 0; length <= most; length++) {
      code = code + many[length - 1] << 1;
      [first[length], start[length]] = [code, at];
      at += many[length];
    }
    for (let at = 0; at < count; at += size) {
      let code = 0, length = 0;
      do {
        code = code << 1 | read(1);
        length += 1;
      } while (code - first[length] >= many[length] || code < first[length]);
      let symbol = symbols[start[length] + code - first[length]];
      for (let n = 0; n < size; n++, symbol = Math.floor(symbol / values)) found[at + n] = symbol % values;
    }
    return found.subarray(0, count);
  };

  S.zigzag = number => number % 2 ? -(number + 1) / 2 : number / 2;

  // «cb12s-3\turl\ttitle\tmeta\tat\thow» → an object; letters of the text had changed places.
  S.row = (index, line) => {
    const [dates, path, ...told] = line.split("\t");
    const [title, meta = "", at = "", how = ""] = told.map(text =>
      [...text].map(letter => index.swap.get(letter) || letter).join(""));
    return {dates, path, title, meta: meta ? meta.split(" · ") : [], at, how};
  };
})();
