// What the files of the index hold: lists of words, posting lists, columns, rows. The other half is
// builder/index/packing.py.

const cut = line => {
  const [word] = line.split("\t");
  return [word, line.slice(word.length + 1)];
};

// "0врач\t…" lines, each word by its difference from the one before → Map of word and the rest.
function listed(text) {
  let last = "";
  return new Map(text && text.split("\n").map(line => {
    const [word, rest] = cut(line);
    last = last.slice(0, parseInt(word[0], 36)) + word.slice(1);
    return [last, rest];
  }));
}

// Every so many documents of a list begin with a letter of their own.
const RUN = 256;

// Where a word stands: in the body, the title; strong, weak.
const LEVELS = [1, 3, 2, 0];

// Three readers of a list: numbers of so many bits; numbers whose higher part is told by so many ones; on to the
// next letter.
function reader(text) {
  const bytes = atob(text);
  let at = 0;
  const bit = () => bytes.charCodeAt(at >> 3) >> 7 - at++ % 8 & 1, read = (size, value = 0) => {
    while (size--) value = value << 1 | bit();
    return value;
  };
  const number = (size, high = 0) => {
    while (bit()) high++;
    return read(size, high);
  };
  return [read, number, () => { at += (6 - at % 6) % 6; }];
}

// "315:…" → documents, where the word stands in each, and which of its forms stand there. In a list of
// several levels, so many documents in a row are of the usual one, and then comes another one.
function postings(packed, forms) {
  const [head, body] = packed.split(":"), [size, kind, count] = [head[0], head[1], head.slice(2)].map(one => parseInt(one, 36));
  const [read, number, begin] = reader(body), width = forms[1] && 32 - Math.clz32(forms.length);
  const documents = new Uint32Array(count), levels = new Uint8Array(count).fill(kind % 4), masks = new Uint8Array(count);
  const others = LEVELS.filter(level => level !== kind % 4), spread = (kind >> 2) - 1;
  for (let at = 0, last = -1, row = -1; at < count; at++) {
    if (at % RUN === 0) {
      begin();
      if (spread >= 0) row = number(spread);
    }
    documents[at] = last += 1 + number(size);
    if (!row--) {
      levels[at] = others[read(1) && 1 + read(1)];
      row = number(spread);
    }
    masks[at] = width ? 1 << read(width) >> 1 || read(forms.length) : forms.length;
  }
  return {documents, levels, masks};
}

// For each document of a posting list, the hashes of the words that follow there.
function neighbours(packed, count) {
  const [read, number, begin] = reader(packed);
  return Array.from({length: count}, (none, at) => {
    let mask = 0;
    if (at % RUN === 0) begin();
    for (let size = number(0); size; size--) mask |= 1 << read(4);
    return mask;
  });
}

// A code is read on while less than so much of it is left.
const LEAST = 8e6;

// A column by a range code whose odds are learned on the way (builder/index/odds.py) → the sets of
// symbols that there are, the number of each document's set, and its first symbol. ``before`` tells what is
// known of a document; or ``same``, whether it is of one group with the document before it: within a group
// first symbols ascend.
function unpack([most, size, contexts, text], count, before, same) {
  const bytes = atob(text), width = 32 - Math.clz32(size - 1), odds = new Float64Array(contexts + size << width + 1).fill(0.4);
  const found = {sets: [], of: new Uint16Array(count), first: new Uint16Array(count)}, numbers = {};
  let span = 1, code = 0, read = 0, place, left, having;
  // Whether any of ``many`` documents has what is asked for, of whom each ``every``-th counts.
  const bit = (at, many, every) => {
    let share = 1;
    for (; span < LEAST; span *= 256) code = code * 256 + (bytes.charCodeAt(read++) | 0);
    for (let n = many; n > 0; n -= every) share *= odds[at] / (odds[at] + odds[at + 1]);
    share = span * share + 1 | 0;
    const one = code >= share;
    if (one) {
      code -= share;
      share = span - share;
    }
    span = share;
    odds[at + one] += one || many;
    return one;
  };
  const symbol = context => {
    let node = 1;
    while (!(node >> width)) node += node + bit((context << width | node) * 2, 1, 1);
    return node - (1 << width);
  };
  // From the symbol of the document before up to its own: is it higher?
  const climb = at => {
    if (!same(at)) for (place = left = 0, having = 1; same(at + ++left););
    for (; place < size - 1 && !bit(place * 2, left, having); place++) having = 1;
    having++;
    left--;
    return place;
  };
  for (let at = 0; at < count; at++) {
    const members = [];
    for (let last = found.first[at] = most && (same ? climb(at) : symbol(before(at))); last; last = members.length < most && symbol(contexts + last)) members.push(last);
    found.of[at] = numbers[members] ??= found.sets.push(members) - 1;
  }
  return found;
}

const zigzag = number => number >> 1 ^ -(number & 1);

// Letters of two alphabets had changed places.
const swapped = text => turned(text, ...index.swapped);

// «cb12s-3\turl\ttitle\tmeta\tat\thow» → an object.
function rowOf(line) {
  const [dates, path, ...told] = line.split("\t");
  const [title, meta = "", at = "", how = ""] = told.map(swapped);
  return {dates, path, title, meta: meta ? meta.split(" · ") : [], at, how};
}
