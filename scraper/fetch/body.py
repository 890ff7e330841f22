"""A body read whole or not at all: never above a size, never cut short, gzip undone in step."""

from __future__ import annotations

import zlib

from urllib3 import BaseHTTPResponse

STEP = 65_536


class BodyProblem(Exception):
    """The body cannot be used; the message is Russian. ``cut``: another try may bring it whole."""

    def __init__(self, message: str, *, cut: bool = False) -> None:
        self.cut = cut
        super().__init__(message)


def read(raw: BaseHTTPResponse, limit: int) -> bytes:
    """Read and decompress a body of at most ``limit`` bytes."""
    encoding = raw.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        return _plain(raw, limit)
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _unpacked(raw, limit)
    raise BodyProblem(f"сжатие «{encoding[:30]}», о котором мы не просили")


def _plain(raw: BaseHTTPResponse, limit: int) -> bytes:
    parts, size = [], 0
    while step := raw.read1(STEP, decode_content=False):
        size += len(step)
        if size > limit:
            raise _too_big(limit)
        parts.append(step)
    return b"".join(parts)


def _unpacked(raw: BaseHTTPResponse, limit: int) -> bytes:
    """Undo gzip or zlib; a stream that ends before its own end is told, not taken for a body."""
    out = bytearray()
    stream = zlib.decompressobj(47)
    rest, empty = b"", True
    try:
        while step := rest or raw.read1(STEP, decode_content=False):
            empty = False
            if stream.eof:  # gzip may consist of several members; what else follows is padding
                if not step.startswith(b"\x1f\x8b"):
                    break
                stream = zlib.decompressobj(47)
            out += stream.decompress(step, limit + 1 - len(out))
            if len(out) > limit:
                raise _too_big(limit)
            rest = stream.unconsumed_tail or stream.unused_data
    except zlib.error:
        raise BodyProblem("сжатый ответ повреждён", cut=True) from None
    if not (stream.eof or empty):
        raise BodyProblem("сжатый ответ оборван", cut=True)
    return bytes(out)


def _too_big(limit: int) -> BodyProblem:
    return BodyProblem(f"ответ больше {limit // 1_000_000 or 1} МБ, дальше не читаем")
