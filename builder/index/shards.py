"""The files of the index: what lies in which, and how they are written.

Every file is a classic script that hands its text over by one call, so that it opens from a disk
and under a strict content policy. It carries its version; the first file, index.js, has all
versions, so that a reader with old files in the cache never mixes two builds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from builder.index import columns, real_words
from builder.index.columns import Facts
from builder.index.lexicon import KAZAKH_MARK
from builder.index.odds import Column
from builder.index.packing import SWAPPED, SWAPS, base36
from builder.index.partition import file_name, grouped, partition
from builder.index.rules import rules
from builder.index.said import LONG
from builder.index.terms import Term, shared_start
from builder.language import words

CALL = "radarIndex"
MANIFEST, LABELS, SHORTS = "index", "labels", "shorts"
LEAF, LEAVES = 2_100, 320
NEAR, NEARS = 8_000, 30
SPELLING, SPELLINGS = 4_000, 16
ROWS, BLOCKS = 16, 150
"""The size of a shard (letters; rows), grown until there are no more than so many, about."""

DENSE = 3_400
"""Letters of a posting list from which on it has a file of its own."""

INLINE = 12
"""A word of no more documents brings their rows along, unless such words are too many."""

VERSION = 3

EVERY = ("word", "compound", "piece", "parted")
"""Patterns of which a text has several."""


def shard_file(kind: str, prefix: str) -> str:
    """A kind is a letter, and what comes after the prefix."""
    return f"{kind[0]}{file_name(prefix)}{kind[1:]}"


class Part(NamedTuple):
    """What will be a file: ``said`` is all that its text follows from."""

    said: str
    text: Callable[[], str]


Files = dict[str, Part]


def plain(text: str) -> Part:
    return Part(text, lambda: text)


def grown(size: int, most: int, total: int) -> int:
    """Grows by steps, so that a small change of the total almost never moves all bounds."""
    while total > size * most:
        size += size // 8
    return size


def terms(
    lines: Mapping[str, str], inline: Mapping[str, Sequence[int]], rows: Sequence[str]
) -> tuple[Files, dict[str, list[str]]]:
    """Files of stems by first letters; long lists apart. Second, the starts for index.js."""
    dense = sorted(stem for stem, line in lines.items() if len(line) > DENSE)
    rest = {stem: len(line) + 4 for stem, line in lines.items() if len(line) <= DENSE}
    for stem, documents in inline.items():
        rest[stem] += sum(len(rows[at]) for at in documents)
    starts = partition(rest, grown(LEAF, LEAVES, sum(rest.values())))
    files = {shard_file("t-", stem): plain(f"0{stem}\t{lines[stem]}") for stem in dense}
    for prefix, group in grouped(rest, starts).items():
        told = sorted({at for stem in group for at in inline.get(stem, ())})
        shown = "".join(f"\n\n{base36(at)}\t{rows[at]}" for at in told)
        files[shard_file("t", prefix)] = _listed(group, lines, shown)
    return files, {"t": starts, "t-": dense}


def few(found: Mapping[str, Term], count: int) -> dict[str, Sequence[int]]:
    """The rarest terms, as many as bring along no more rows than half the documents."""
    rare = {name: term.rare for name, term in found.items() if term.rare}
    sizes = Counter(map(len, rare.values()))
    most = total = 0
    while most < INLINE and (total := total + sizes[most + 1] * (most + 1)) * 2 <= count:
        most += 1
    return {name: documents for name, documents in rare.items() if len(documents) <= most}


def near(terms: Mapping[str, Term]) -> tuple[Files, dict[str, list[str]]]:
    told = {name: term.near for name, term in terms.items() if term.near}
    sizes = {name: len(line) + 3 for name, line in told.items()}
    starts = partition(sizes, grown(NEAR, NEARS, sum(sizes.values())))
    groups = grouped(told, starts)
    files = {shard_file("n", p): _listed(group, told) for p, group in groups.items()}
    return files, {"n": starts}


def spelling(terms: Mapping[str, Term], stems: Iterable[str]) -> tuple[Files, dict[str, list[str]]]:
    """All stems by their first letters and by their last: a mistake spares one of these."""
    counts = {name: term.frequency for name, term in terms.items() if term.said.written}
    unwritten = terms.keys() - counts.keys()
    known = {
        plain: _weight(counts.get(stem, 1))
        for stem in sorted(stems, reverse=True)
        if len(plain := stem.removesuffix(KAZAKH_MARK)) > 2 and stem not in unwritten
    }
    files: Files = {}
    told: dict[str, list[str]] = {}
    for kind, turned in (("s", 1), ("z", -1)):
        table = {stem[::turned]: weight for stem, weight in known.items()}
        sizes = {stem: len(stem) for stem in table}
        told[kind] = partition(sizes, grown(SPELLING, SPELLINGS, sum(sizes.values())))
        for prefix, group in grouped(table, told[kind]).items():
            files[shard_file(kind, prefix)] = _swapped(_listed(group, table))
    return files, told


def shorts(terms: Mapping[str, Term]) -> Files:
    """All abbreviations, those of many letters also without the last one."""
    names = {name for name, term in terms.items() if term.said.short}
    names |= {name[:-1] for name in names if len(name) >= LONG}
    return {SHORTS: plain(" ".join(sorted(names)))}


def _weight(count: int) -> str:
    return base36(min(35, count.bit_length()))


def _listed(stems: Sequence[str], lines: Mapping[str, str], after: str = "") -> Part:
    """Lines in order, each stem by its difference from the one before."""

    def text() -> str:
        said, last = [], ""
        for stem in stems:
            shared = shared_start(last, stem)
            said.append(f"{base36(shared)}{stem[shared:]}\t{lines[stem]}")
            last = stem
        return "\n".join(said) + after

    return Part("\n".join([f"{stem}\t{lines[stem]}" for stem in stems]) + after, text)


def _swapped(part: Part) -> Part:
    return Part(part.said, lambda: part.text().translate(SWAPPED))


def blocks(rows: Sequence[str]) -> tuple[Files, dict[str, int]]:
    size = grown(ROWS, BLOCKS, len(rows))
    files = {
        f"r{start // size}": plain("\n".join(rows[start : start + size]))
        for start in range(0, len(rows), size)
    }
    return files, {"rows": size}


def rows(known: Sequence[Facts]) -> list[str]:
    zones = columns.usual_zones(known)
    return [f"{columns.dates(one, zones)}\t{one.row}" for one in known]


def facets(known: Sequence[Facts], pack: Callable[[str, Column], list[object]]) -> Files:
    """``pack`` packs the column of this name."""
    names: dict[str, dict[str, str]] = {"status": dict(words.table()["group"])}
    told: dict[str, object] = {}
    for name, facet in columns.facets(known).items():
        told[name] = pack(name, facet.column)
        names[name] = columns.labels(name, facet.values)
    first = {name: told.pop(name) for name in columns.FIRST}
    told["state"] = [*_states(known, pack), first]
    told["dates"] = {
        name: [table, pack(name, column)]
        for name, (table, column) in columns.moments(known).items()
    }
    files = {f"c{name}": plain(_json(value)) for name, value in told.items()}
    return {**files, LABELS: plain(_json(names))}


def _states(known: Sequence[Facts], pack: Callable[[str, Column], list[object]]) -> list[object]:
    """Days of publication, final states, dates of what may still change, zones, what is pinned."""
    undated, first, table, turns = columns.published(known)
    zones = columns.usual_zones(known)
    live = [f"{base36(at)} {columns.dates(one, zones)}" for at, one in enumerate(known) if one.live]
    pinned = [at for at, one in enumerate(known) if one.pinned]
    days = [undated, first, table, len(turns.symbols), pack("published", turns)]
    return [days, pack("state", columns.states(known)), live, zones, pinned]


def real() -> tuple[Files, dict[str, tuple[int, int]]]:
    files = {f"b{at}": plain(text) for at, text in enumerate(real_words.blocks())}
    return files, {"real": (real_words.BLOCKS, real_words.SLOTS)}


def manifest(versions: Mapping[str, str], told: Mapping[str, object], count: int) -> str:
    """What the browser needs before anything else: how many, which files, of which version."""
    known = rules()
    numbered = {"b": range(real_words.BLOCKS), "r": range(sum(name[0] == "r" for name in versions))}
    shards = {kind: some for kind, some in told.items() if isinstance(some, list)}
    return _json(
        {
            "count": count,
            **{name: value for name, value in told.items() if name not in shards},
            "shards": {
                kind: ",".join(prefix + versions[shard_file(kind, prefix)] for prefix in some)
                for kind, some in shards.items()
            },
            "blocks": {
                kind: "".join(versions[f"{kind}{at}"] for at in some)
                for kind, some in numbered.items()
            },
            "versions": {
                name: v
                for name, v in versions.items()
                if name[0] == "c" or name in (LABELS, SHORTS)
            },
            "stop": " ".join(sorted(known.stop)),
            "kazakhs": [(_pattern(word), f"$1{letter}") for word, letter in known.kazakh],
            "kin": list(map(_pattern, known.kin)),
            "root": known.root,
            "keyboard": dict(known.keyboard),
            **known.letters,
            **{name: _pattern(told, name in EVERY) for name, told in known.patterns.items()},
            "heard": f"{known.heard} {known.heard[::-1]}",
            "stemmer": [_pattern(f"{ending}$") for ending in known.stemmer.values()],
            "states": list(columns.STATES),
            "before": columns.BEFORE,
            "moments": columns.SIGNS,
            "stages": columns.STAGES,
            "swapped": SWAPS,
        }
    )


def _pattern(told: str, every: bool = False) -> str:
    """A pattern as the browser knows one among texts; ``every``: all that fit are looked for."""
    return f"/{told}/{'g' * every}"


def version(text: bytes) -> str:
    digest = int.from_bytes(blake2b(text, digest_size=8).digest(), "big")
    return "".join(CODE[digest >> 6 * at & 63] for at in range(VERSION))


CODE = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"


def script(name: str, version: str, text: bytes) -> bytes:
    escaped = text.replace(b"\\", b"\\\\").replace(b"`", b"\\`").replace(b"${", b"\\${")
    return b'%b("%b","%b",`%b`)\n' % (CALL.encode(), name.encode(), version.encode(), escaped)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
