"""What a page's head says about it: JSON-LD, OpenGraph, meta, link. None of it is believed yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from scraper.page.tree import Element

LONGEST = 300_000
MOST = 500
LONGEST_TITLE = 500
"""Characters of JSON-LD, objects in it, and characters of a title that are looked at."""

PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publication_date", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "mediator_published_time", "sailthru.date", "article.published",
)  # fmt: skip
TITLES = ("og:title", "twitter:title", "dc.title")
DESCRIPTIONS = ("og:description", "description", "twitter:description")
IMAGES = ("og:image", "og:image:url", "twitter:image", "twitter:image:src")

ARTICLES = {
    "article", "newsarticle", "blogposting", "report", "reportagenewsarticle",
    "analysisnewsarticle", "socialmediaposting", "advertisercontentarticle",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Each field as it is written; several where the head says several, the likelier first."""

    titles: tuple[str, ...] = ()
    site: str | None = None
    published: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    canonicals: tuple[str, ...] = ()
    language: str | None = None
    body: str = ""


def metadata(root: Element) -> Metadata:
    meta = _meta(root)
    objects = list(_articles(root))
    title = root.find(".//head/title")
    named = [_flat(obj.get("headline")) or _flat(obj.get("name")) for obj in objects]
    told = [*named, *(meta.get(key, "") for key in TITLES), _flat(_text(title))]
    dates = [_flat(obj.get("datePublished")) for obj in objects]
    return Metadata(
        titles=_filled([title[:LONGEST_TITLE] for title in told]),
        site=meta.get("og:site_name") or None,
        published=_filled([*dates, _only_date(root), *(meta.get(key, "") for key in PUBLISHED)]),
        descriptions=_filled([meta.get(key, "") for key in DESCRIPTIONS]),
        images=_filled([*(meta.get(key, "") for key in IMAGES), *map(_image, objects)]),
        canonicals=_filled([*_canonicals(root), meta.get("og:url", "")]),
        language=(root.get("lang") or meta.get("og:locale") or "")[:2].lower() or None,
        body=max((_lines(obj.get("articleBody")) for obj in objects), key=len, default=""),
    )


def _meta(root: Element) -> dict[str, str]:
    """Names to contents; the first of a name counts, an empty one does not."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or ""
        content = _flat(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _only_date(root: Element) -> str:
    """The page's ``<meta itemprop="datePublished">``; several are those of several texts."""
    said = {
        e.get("content") or "" for e in root.iter("meta") if e.get("itemprop") == "datePublished"
    }
    return said.pop() if len(said) == 1 else ""


def _canonicals(root: Element) -> Iterator[str]:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            yield element.get("href") or ""


def _articles(root: Element) -> Iterator[dict[str, Any]]:
    """Objects of JSON-LD that describe a publication."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip()[:LONGEST]
        try:
            # Line breaks inside strings are common and wrong; strict=False lets them pass.
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for obj in _objects(data):
            kinds = obj.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.lower() in ARTICLES for kind in kinds):
                yield obj


def _objects(data: object) -> Iterator[dict[str, Any]]:
    """The object, those of a list or a graph, and what they are about."""
    waiting = [data]
    for _ in range(MOST):
        if not waiting:
            break
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting.extend(one[:MOST])
        elif isinstance(one, dict):
            yield cast("dict[str, Any]", one)
            waiting.extend(one[key] for key in ("@graph", "mainEntity") if key in one)


def _image(obj: dict[str, Any]) -> str:
    image = obj.get("image")
    image = image[0] if isinstance(image, list) and image else image
    return _flat(image.get("url") if isinstance(image, dict) else image)


def _flat(value: object) -> str:
    """A string on one line, without what UTF-8 cannot hold; anything else is empty."""
    if not isinstance(value, str):
        return ""
    return " ".join(value.encode("utf-8", "replace").decode().split())


def _lines(value: object) -> str:
    """A string with its paragraphs."""
    return "\n".join(map(_flat, value.split("\n"))) if isinstance(value, str) else ""


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(cast("list[str]", list(element.itertext())))


def _filled(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
