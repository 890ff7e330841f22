"""Pictures for previews in messengers and on social sites: 1200 × 630, one a region.

A picture says only what never changes, so that one serves thousands of announcements. Its bytes
follow from its words, the font files and Pillow's version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from builder.edition import Edition
from builder.language.speech import say
from builder.page import Page
from builder.parts.card import region_name

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parents[2] / "static" / "fonts"
WIDTH, HEIGHT, MARGIN = 1200, 630, 80
NAME = HEIGHT - 150
"""Where the site's name stands; the title ends above it."""

LEADING = 1.18
PAPER, INK, SOFT, ACCENT = "#ffffff", "#12211d", "#45564f", "#00443d"
LEAD = say("Где учиться и куда подать заявку")
FULL = 255
STEPS = 5
"""Shades from paper to a colour: with three colours just what four bits a point hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``title`` is set large in up to three lines, ``lead`` small above it."""

    lead: str
    title: str
    name: str
    tagline: str


SITE = "og/site.png"


def picture_path(region: str | None) -> str:
    return f"og/{region.lower()}.png" if region else SITE


def picture_pages(edition: Edition) -> Iterator[Page]:
    """The site's own, and one for every region that has, or ever had, an announcement."""
    site = edition.site
    own = Picture(lead="", title=site.description, name=site.name, tagline=site.tagline)
    yield Page(path=SITE, template="picture.png", context=own)
    living = {entry.announcement.region for entry in edition.entries}
    known = {address.region for address in edition.memory.addresses.values()}
    for region in sorted(filter(None, living | known)):
        context = Picture(
            lead=LEAD, title=region_name(region), name=site.name, tagline=site.tagline
        )
        yield Page(path=picture_path(region), template="picture.png", context=context)


def draw(picture: Picture) -> bytes:
    """A PNG file, drawn in its palette from the start: reducing colours takes ten times as long."""
    from PIL import Image, ImageDraw

    layers = {colour: Image.new("L", (WIDTH, HEIGHT)) for colour in (SOFT, INK, ACCENT)}
    pens = {colour: ImageDraw.Draw(layer) for colour, layer in layers.items()}
    pens[ACCENT].rectangle((0, 0, WIDTH, 20), fill=FULL)
    y = MARGIN + 10
    if picture.lead:
        _write(pens[SOFT], picture.lead, y, 44)
        y += 80
    size, lines = _fitting(picture.title, NAME - y)
    for line in lines:
        _write(pens[INK], line, y, size)
        y += round(size * LEADING)
    _write(pens[ACCENT], picture.name, NAME, 48)
    _write(pens[SOFT], picture.tagline, HEIGHT - 85, 34)
    file = BytesIO()
    _flattened(layers).save(file, "PNG")
    return file.getvalue()


def _flattened(layers: Mapping[str, Image.Image]) -> Image.Image:
    """One picture of layers that nowhere overlap, each in shades of its colour."""
    from PIL import Image, ImageChops, ImageColor

    paper = ImageColor.getrgb(PAPER)
    palette, flat = [*paper], Image.new("L", (WIDTH, HEIGHT))
    for n, (colour, layer) in enumerate(layers.items()):
        ink = ImageColor.getrgb(colour)
        for step in range(1, STEPS + 1):
            palette += [a + (b - a) * step // STEPS for a, b in zip(paper, ink, strict=True)]
        steps = [round(level * STEPS / FULL) for level in range(FULL + 1)]
        flat = ImageChops.add(flat, layer.point([n * STEPS + one if one else 0 for one in steps]))
    flat.putpalette(palette)
    return flat


def _fitting(title: str, room: float) -> tuple[int, list[str]]:
    """The largest size at which the title takes three lines at most; beyond that it is cut."""
    for size in (96, 80, 64, 52):
        lines = list(_wrapped(title, size))
        fits = len(lines) <= 3 and len(lines) * size * LEADING <= room
        if fits and all(_length(line, size) <= WIDTH - 2 * MARGIN for line in lines):
            return size, lines
    return 52, lines[:3]


def _wrapped(title: str, size: int) -> Iterator[str]:
    line = ""
    for word in title.split():
        longer = f"{line} {word}".strip()
        if line and _length(longer, size) > WIDTH - 2 * MARGIN:
            yield line
            longer = word
        line = longer
    yield line


def _length(text: str, size: int) -> float:
    return sum(_font(part, size).getlength(piece) for part, piece in _runs(text))


def _write(pen: ImageDraw.ImageDraw, text: str, y: int, size: int) -> None:
    x: float = MARGIN
    for part, piece in _runs(text):
        font = _font(part, size)
        pen.text((round(x), y), piece, fill=FULL, font=font, anchor="la")
        x += font.getlength(piece)


def _runs(text: str) -> Iterable[tuple[str, str]]:
    """The text in pieces, each with the font file that has its letters."""
    part, piece = "", ""
    for letter in text:
        own = _part(letter)
        if own != part and piece:
            yield part, piece
            piece = ""
        part = own
        piece += letter
    if piece:
        yield part, piece


def _part(letter: str) -> str:
    if "А" <= letter <= "я" or letter in "Ёё№":
        return "cyrillic"
    return "cyrillic-ext" if "\u0460" <= letter <= "\u052f" else "latin"


@cache
def _font(part: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(FONTS / f"golos-text-{part}-600.woff2", size)
