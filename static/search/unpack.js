// What the files of the index hold: lists of words, posting lists, columns, rows. The other half is
// builder/index/packing.py.

// "0врач\t…" lines, each word by its difference from the one before → Map of word and the rest.
function listed(text) {
  let last = "";
  return new Map(text && text.split("\n").map(line => {
    const tab = line.indexOf("\t");
    last = last.slice(0, parseInt(line[0], 36)) + line.slice(1, tab);
    return [last, line.slice(tab + 1)];
  }));
}

const bit = (bytes, at) => bytes.charCodeAt(at >> 3) >> 7 - at % 8 & 1;

// Numbers of so many bits. Every so many documents of a list begin with a letter of their own.
const RUN = 256;

function reader(text) {
  const bytes = atob(text);
  let at = 0;
  return (size, document) => {
    let value = 0;
    if (document % RUN === 0) at = Math.ceil(at / 6) * 6;
    while (size--) value = value << 1 | bit(bytes, at++);
    return value;
  };
}

const ones = read => {
  let found = 0;
  while (read(1)) found++;
  return found;
};

// "3a1:…" → documents, where the word stands in each, and which of its forms stand there.
function postings(packed, forms) {
  const [head, body] = packed.split(":"), size = parseInt(head[0], 36), count = parseInt(head.slice(1), 36);
  const read = reader(body), width = forms.length > 1 ? forms.length : 0;
  const documents = new Uint32Array(count), levels = new Uint8Array(count), masks = new Uint8Array(count);
  for (let at = 0, last = -1; at < count; at++) {
    read(0, at);
    documents[at] = last += 1 + (ones(read) << size | read(size));
    levels[at] = read(1) ? read(1) ? read(1) ? 0 : 2 : 3 : 1; // weak, strong, title, body
    masks[at] = width ? read(width) : forms.length;
  }
  return {documents, levels, masks};
}

// For each document of a posting list, the hashes of the words that follow there.
function neighbours(packed, count) {
  const read = reader(packed);
  return Array.from({length: count}, (none, at) => {
    let mask = read(0, at);
    for (let size = ones(read); size; size--) mask |= 1 << read(4);
    return mask;
  });
}

// A column by an arithmetic code whose odds are learned on the way (builder/index/odds.py) → the sets of
// symbols that there are, the number of each document's set, and its first symbol. ``before`` tells
// what is known of a document that is still to be read.
function unpack([most, size, contexts, text], count, before) {
  const bytes = atob(text), width = 32 - Math.clz32(size - 1), odds = new Float64Array(contexts + size << width + 1).fill(0.4);
  const found = {sets: [], of: new Uint16Array(count), first: new Uint16Array(count)}, numbers = {};
  let low = 0, high = 2 ** 32 - 1, code = 0, read = 0;
  const shift = () => { code = (code << 8 | bytes.charCodeAt(read++)) >>> 0; };
  const symbol = context => {
    let node = 1;
    while (node >> width === 0) {
      const place = (context << width | node) * 2, zeros = odds[place];
      const middle = low + Math.floor((high - low) * zeros / (zeros + odds[place + 1])), one = code > middle;
      if (one) low = middle + 1; else high = middle;
      odds[place + one]++;
      node = node * 2 + one;
      for (; (low ^ high) >>> 24 === 0; shift()) [low, high] = [low << 8 >>> 0, (high << 8 | 255) >>> 0];
    }
    return node - (1 << width);
  };
  for (const four of "four") shift();
  for (let at = 0; at < count; at++) {
    const members = [];
    for (let last = found.first[at] = most && symbol(before(at, found)); last; last = members.length < most && symbol(contexts + last)) members.push(last);
    found.of[at] = numbers[members] = numbers[members] ?? found.sets.push(members) - 1;
  }
  return found;
}

const zigzag = number => number % 2 ? -(number + 1) / 2 : number / 2;

// «cb12s-3\turl\ttitle\tmeta\tat\thow» → an object; letters of the text had changed places.
function rowOf(line) {
  const [cyrillic, latin] = index.swapped;
  const [dates, path, ...told] = line.split("\t");
  const [title, meta = "", at = "", how = ""] = told.map(text => turned(text, cyrillic + latin, latin + cyrillic));
  return {dates, path, title, meta: meta ? meta.split(" · ") : [], at, how};
}
