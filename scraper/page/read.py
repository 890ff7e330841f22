"""One page in, what it publishes out: the order of reading, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from lxml import etree

from scraper.formats.encoding import decode
from scraper.page import links
from scraper.page.article import article
from scraper.page.blocks import Outline, outline
from scraper.page.clean import html
from scraper.page.fragment import fragment
from scraper.page.furniture import Furniture, repeated
from scraper.page.heading import title_above, title_block, title_text
from scraper.page.markdown import markdown
from scraper.page.metadata import Metadata, metadata
from scraper.page.parts import Part, lines_of, text_of
from scraper.page.published import published
from scraper.page.surroundings import Surroundings
from scraper.page.tree import UNREAD, Element, parse
from scraper.page.weight import weight
from scraper.page.words import folded

SIBLINGS = 5
"""Other pages of a site that are compared."""

TEXT = 20
"""Words of ``<noscript>`` that are a text rather than a request to enable scripts."""

KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """What a page publishes. ``None`` or empty is what it does not say.

    ``published`` is a day, or a moment with its zone. ``body`` is Markdown, ``body_html`` the same
    as clean HTML; neither has title, date, captions or pictures. ``language`` is ru, kk or what
    the page declares.
    """

    title: str | None
    published: date | datetime | None
    body_html: str
    body: str
    lead: str | None
    image: str | None
    canonical: str | None
    attachments: tuple[str, ...]
    language: str | None


def read_page(
    data: bytes,
    url: str,
    *,
    declared: str | None = None,
    siblings: Sequence[bytes] = (),
    now: datetime | None = None,
) -> PageReading:
    """Read a page. ``siblings`` are other pages of its site: lines that all share are furniture.

    ``now`` is when the page was fetched; without it «Сегодня, 12:30» says nothing.
    """
    text = decode(data, declared=declared).text
    root = parse(text)
    head = metadata(root)
    base = _base(root, url)
    others = [_outline(parse(decode(other).text)) for other in siblings[:SIBLINGS]]
    view = _view(_outline(root), head, others, base)
    if not view.kept and not head.body and "<noscript" in text.lower():
        second = _view(_outline(parse(text), noscript=True), head, others, base)
        view = second if second.words() >= TEXT else view
    return _told(view, head, base, now)


@dataclass(frozen=True, slots=True)
class _View:
    """A page with the title and the text pointed out: indexes of blocks."""

    outline: Outline
    title: int | None
    kept: tuple[int, ...]

    def words(self) -> int:
        return sum(self.outline.blocks[index].words for index in self.kept)


def _outline(root: Element, *, noscript: bool = False) -> Outline:
    """The page's lines. What holds no text of the page is taken out of the tree."""
    etree.strip_elements(root, *UNREAD, *([] if noscript else ["noscript"]), with_tail=False)
    return outline(root)


def _view(page: Outline, head: Metadata, others: Sequence[Outline], base: str) -> _View:
    weights = [weight(block) for block in page.blocks]
    furniture = Furniture(page, weights)
    shared = repeated(page, others)

    def marked(title: int | None) -> list[bool]:
        return [a or b for a, b in zip(furniture.marked(title), shared, strict=True)]

    title = title_block(page, weights, marked(None), head)
    kept = article(page, weights, marked(title), title, base)
    if not kept and title is not None:
        title = None
        kept = article(page, weights, marked(None), None, base)
    if title is None and (title := title_above(page, weights, kept, head)) is not None:
        kept = article(page, weights, marked(title), title, base)
    return _View(page, title, kept)


def _told(view: _View, head: Metadata, base: str, now: datetime | None) -> PageReading:
    near = Surroundings(view.outline, view.title, view.kept) if view.kept else None
    day = published(head, near, now)
    attachments = _attachments(near, base)
    image = _image(near, head, base)
    parts = _parts(view, base) or _hidden_parts(head, base)
    lines = [text_of(line) for line in lines_of(parts)]
    return PageReading(
        title=title_text(view.outline, view.title, head),
        published=day,
        body_html=html(parts),
        body=markdown(parts),
        lead=_lead(head, lines),
        image=image,
        canonical=next((u for c in head.canonicals if (u := links.link(base, c))), None),
        attachments=attachments,
        language=_language(" ".join(lines), head),
    )


def _base(root: Element, url: str) -> str:
    found = root.find(".//base[@href]")
    return (links.link(url, found.get("href")) if found is not None else None) or url


def _parts(view: _View, base: str) -> tuple[Part, ...]:
    """The chosen blocks as they are marked up; all others are blanked in the tree."""
    if not view.kept:
        return ()
    blocks = view.outline.blocks
    node = blocks[view.kept[0]].node
    while node.parent and not node.start <= view.kept[-1] < node.end:
        node = node.parent
    kept = frozenset(view.kept)
    for block in blocks[node.start : node.end]:
        if block.index not in kept:
            block.blank()
    return fragment(node.element, base, chosen=True)


def _hidden_parts(head: Metadata, base: str) -> tuple[Part, ...]:
    """The text of a page that only scripts would show, as its JSON-LD has it."""
    markup = head.body
    if "<" not in markup:
        markup = "".join(f"<p>{escape(line)}</p>" for line in markup.split("\n"))
    return fragment(parse(markup), base, chosen=True)


def _attachments(near: Surroundings | None, base: str) -> tuple[str, ...]:
    """Files that the article's surroundings link to, in order."""
    if near is None:
        return ()
    hrefs = (element.get("href") or "" for element in near.frame.element.iter("a"))
    found = (links.link(base, href) for href in hrefs if links.is_document(href))
    return tuple(dict.fromkeys(url for url in found if url))


def _image(near: Surroundings | None, head: Metadata, base: str) -> str | None:
    """The picture that the head names, else the first large one beside the text."""
    for said in head.images:
        if (url := links.link(base, said)) and url.startswith("http"):
            return url
    shown = near.frame.element.iter("img") if near else ()
    large = (img for img in shown if not (img.get("width") or "999").isdecimal() or _wide(img))
    return next((url for img in large if (url := links.image(base, img))), None)


def _wide(img: Element) -> bool:
    return int((img.get("width") or "999")[:6]) >= 200


def _lead(head: Metadata, lines: Sequence[str]) -> str | None:
    """The page's own summary if the text says it too, else the first paragraph."""
    text = folded(" ".join(lines))
    for said in head.descriptions:
        if (words := folded(said)) and words in text:
            return said
    return next((line for line in lines if len(line) > 40), None)


def _language(text: str, head: Metadata) -> str | None:
    cyrillic = len(CYRILLIC.findall(text))
    kazakh = len(KAZAKH.findall(text))
    if cyrillic + kazakh < 20:
        return head.language
    return "kk" if kazakh * 30 > cyrillic else "ru"
