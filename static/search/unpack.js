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

// Numbers of so many bits.
function reader(text) {
  const bytes = atob(text);
  let at = 0;
  return size => {
    let value = 0;
    while (size--) value = value << 1 | bit(bytes, at++);
    return value;
  };
}

const ones = read => {
  let found = 0;
  while (read(1)) found += 1;
  return found;
};

// "3a1:…" → documents, where the word stands in each, and which of its forms stand there.
function postings(packed, forms) {
  const [head, body] = packed.split(":"), size = parseInt(head[0], 36), count = parseInt(head.slice(1), 36);
  const read = reader(body), width = forms.length > 1 ? forms.length : 0;
  const documents = new Uint32Array(count), levels = new Uint8Array(count), masks = new Uint8Array(count);
  for (let at = 0, last = -1; at < count; at++) {
    documents[at] = last += 1 + (ones(read) << size | read(size));
    levels[at] = read(1) ? read(1) ? read(1) ? 0 : 2 : 3 : 1; // weak, strong, title, body
    masks[at] = width ? read(width) : forms.length;
  }
  return {documents, levels, masks};
}

// For each document of a posting list, the hashes of the words that follow there.
function neighbours(packed, count) {
  const read = reader(packed);
  return Array.from({length: count}, () => {
    let mask = 0;
    for (let size = ones(read); size; size--) mask |= 1 << read(4);
    return mask;
  });
}

// A column: numbers to a symbol, symbols in the order of a canonical Huffman code, bits → numbers.
function unpack([size, values, symbols, lengths, bits], count) {
  const read = reader(bits), found = new Uint16Array(count + size), first = [], start = [], many = Array(40).fill(0);
  for (const length of lengths) many[parseInt(length, 36)] += 1;
  for (let length = 1, code = 0, at = 0; length < 40; length++) {
    code = code + many[length - 1] << 1;
    [first[length], start[length]] = [code, at];
    at += many[length];
  }
  for (let at = 0; at < count; at += size) {
    let code = 0, length = 0;
    do code = code << 1 | read(1); while (code - first[++length] >= many[length] || code < first[length]);
    let symbol = symbols[start[length] + code - first[length]];
    for (let n = 0; n < size; n++, symbol = Math.floor(symbol / values)) found[at + n] = symbol % values;
  }
  return found.subarray(0, count);
}

const zigzag = number => number % 2 ? -(number + 1) / 2 : number / 2;

// «cb12s-3\turl\ttitle\tmeta\tat\thow» → an object; letters of the text had changed places.
function rowOf({swapped: [cyrillic, latin]}, line) {
  const [dates, path, ...told] = line.split("\t");
  const [title, meta = "", at = "", how = ""] = told.map(text => turned(text, cyrillic + latin, latin + cyrillic));
  return {dates, path, title, meta: meta ? meta.split(" · ") : [], at, how};
}
