"""Bytes to text: what a page or a feed says, whatever it claims about its own encoding.

Bytes decide; the HTTP header, the ``<meta>`` and the XML prolog are weak votes, since they are
wrong too often: windows-1251 announced as UTF-8 and UTF-8 announced as windows-1251 are both
common. Never raises, and unpacks what was left gzipped only up to a limit.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice

LIMIT = 20_000_000
"""Bytes kept after unpacking; a gzip bomb ends here."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "koi8-u", "kz1048")
"""Eight-bit encodings told apart by statistics; the first wins a tie."""

FREQUENT = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіәқғңөүұһїєґ"
"""Letters of Russian, the commonest first, then those of Kazakh and Ukrainian."""

NEUTRAL = "«»„“”‘’–—…№§©®°·•\u00a0\u00ad™"
"""What Russian pages hold besides letters; anything else there is a sign of a wrong guess."""

RUSSIAN = 0.5
"""Mean weight of a high byte: text in Russian or Kazakh has about 0.7, anything else under 0.4."""

WESTERN = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What these names mean on the web: https://encoding.spec.whatwg.org/#names-and-labels."""

STRANGE = {
    "utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"
}  # fmt: skip
"""Codecs that no page is written in; UTF-7 is a way to hide markup."""

DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,30})""", re.I)
MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
RUNS_READ = 20_000
MANGLED = re.compile(r"[РСÐÑ][\u0080-\u00bf\u0152-\u0192\u0400-\u040f\u0450-\u045f\u2010-\u2122]")


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded text and the encoding, by its Python name, that it was read with."""

    text: str
    encoding: str


def decode(data: bytes, *, declared: str | None = None) -> Text:
    """Decode a page or a feed. ``declared`` is what the HTTP header says, if it says anything."""
    data = unpack(data)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            break
    else:
        encoding = _encoding(data, declared)
        text = data.decode(encoding, "replace")
    if encoding == "utf-8":
        text = _unmangled(text)
    return Text(text.replace("\0", "\ufffd"), encoding)


def unpack(data: bytes) -> bytes:
    """Undo gzip (it happens twice) up to ``LIMIT``; a damaged archive gives what it held."""
    for _ in range(2):
        if not data.startswith(b"\x1f\x8b"):
            break
        data = _gunzip(data)
    return data[:LIMIT]


def _gunzip(data: bytes) -> bytes:
    stream, parts, left = zlib.decompressobj(31), [], LIMIT
    try:
        for at in range(0, len(data), 16_384):
            parts.append(stream.decompress(data[at : at + 16_384], left))
            left -= len(parts[-1])
            if left <= 0:
                break
    except zlib.error:
        if not parts:
            return data
    return b"".join(parts)


def _encoding(data: bytes, declared: str | None) -> str:
    if wide := _wide(data):
        return wide
    if data.isascii():
        return "utf-8"
    broken = data.decode("utf-8", "replace").count("\ufffd") - data.count(b"\xef\xbf\xbd")
    # A byte or two may be broken, by a cut or by a template that trims text by bytes.
    if broken == 0 or broken * 8 < len(MULTIBYTE.findall(data[:1_000_000])):
        return "utf-8"
    said = [found.decode("ascii") for found in DECLARED.findall(data[:4096])[:3]]
    votes = [_known(name) for name in (declared, *said)]
    return _eight_bit(data, [vote for vote in votes if vote])


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: only one byte of each pair is ever zero, and it often is."""
    head = data[:400]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 4 or even + odd < len(head) // 20 or (even and odd):
        return None
    if even:
        return "utf-16-be"
    return "utf-16-le" if odd else None


def _known(name: str | None) -> str | None:
    """Python's name of a declared encoding in which a page may be written, or ``None``."""
    try:
        name = codecs.lookup((name or "").strip(" \t\r\n\"';").lower()).name
        name = WESTERN.get(name, name)
        if name in STRANGE or not isinstance(b"".decode(name), str):
            return None
    except (LookupError, ValueError):
        return None
    return name


def _eight_bit(data: bytes, votes: list[str]) -> str:
    """Choose by the letters that the bytes make; a declaration decides what they leave open."""
    sample = b" ".join(m.group() for m in islice(HIGH_RUN.finditer(data), RUNS_READ))
    weights = {name: _weight(sample, name) + (0.05 if name in votes else 0) for name in CYRILLIC}
    best = max(CYRILLIC, key=weights.__getitem__)
    words = sum(len(run) for run in sample.split() if len(run) > 2)
    if weights[best] >= RUSSIAN and words * 2 > len(sample):
        return best
    default = "cp1251" if words else "cp1252"
    return next((vote for vote in votes if _decodes(data, vote)), default)


def _decodes(data: bytes, encoding: str) -> bool:
    return data.decode(encoding, "replace").count("\ufffd") <= 1 + len(data) // 1000


def _weight(sample: bytes, encoding: str) -> float:
    """How much a sample looks like Russian in an encoding, 1 at best, below 0 for nonsense."""
    weights, lower, upper = _letters(encoding)
    counts = Counter(sample.replace(b" ", b""))
    total = sum(n * weights[byte] for byte, n in counts.items())
    # A small letter before a capital one inside a word: the two halves of KOI8-R swapped.
    total -= len(re.findall(b"[%b][%b]" % (lower, upper), sample))
    return total / max(1, sum(counts.values()))


@cache
def _letters(encoding: str) -> tuple[tuple[float, ...], bytes, bytes]:
    """Weight of each byte, and the bytes of small and of capital letters, escaped for a class."""
    chars = [bytes([byte]).decode(encoding, "replace") for byte in range(256)]
    weights = []
    for char in chars:
        rank = FREQUENT.find(char.lower())
        if rank >= 0:
            weights.append(1 - rank / len(FREQUENT) - (0.1 if char.isupper() else 0))
        else:
            weights.append(0.3 if char in NEUTRAL else -1.0)
    lower = bytes(byte for byte in range(128, 256) if chars[byte].islower())
    upper = bytes(byte for byte in range(128, 256) if chars[byte].isupper())
    return tuple(weights), re.escape(lower), re.escape(upper)


def _unmangled(text: str) -> str:
    """Undo UTF-8 that a site read as an eight-bit encoding and wrote as UTF-8 once more."""
    high = len(text) - len(text.encode("ascii", "ignore"))
    if high < 16 or len(MANGLED.findall(text)) * 3 < high:
        return text
    for encoding in ("cp1251", "cp1252"):
        try:
            original = "".join(map(_bytes(encoding).__getitem__, text))
            return original.encode("latin-1").decode("utf-8")
        except (KeyError, UnicodeError):
            continue
    return text


@cache
def _bytes(encoding: str) -> dict[str, str]:
    """Each character an eight-bit encoding can make → the byte it came from, as that code point."""
    table = {chr(byte): chr(byte) for byte in range(256)}
    decoded = ((bytes([byte]).decode(encoding, "ignore"), chr(byte)) for byte in range(256))
    return table | {char: byte for char, byte in decoded if char}
