"""OPML: our sources for a feed reader, and a feed reader's subscriptions for us.

Region and role travel in OPML's own ``category`` («/RU-LIP/press»). Pure: text in, text out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from model.region import regions
from scraper.canonical import absolute
from scraper.source import Source

LIMIT = 5_000_000
"""Characters of a file that are read."""

ROLES = ("ministry", "government", "institution", "press")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed as an OPML file names it; ``None`` is what its category does not say."""

    url: str
    name: str
    region: str | None
    role: str | None


def written(sources: Iterable[Source], title: str) -> str:
    """An OPML 2.0 file. Feeds are subscriptions, other sources links; paused ones are left out."""
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if not source.paused and source.adapter != "files":
            groups[source.region].append(source)
    body = "\n".join(_group(region, groups[region]) for region in sorted(groups))
    head = f"<title>{quoteattr(title)[1:-1]}</title>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"<head>{head}</head>\n<body>\n{body}\n</body>\n</opml>\n"
    )


def _group(region: str, sources: list[Source]) -> str:
    lines = [_outline(source) for source in sorted(sources, key=lambda source: source.id)]
    name = quoteattr(regions()[region].name)
    return "\n".join([f"<outline text={name}>", *lines, "</outline>"])


def _outline(source: Source) -> str:
    name, category = quoteattr(source.name), quoteattr(f"/{source.region}/{source.role}")
    address = f"type={quoteattr('link')} url={quoteattr(source.url)}"
    if source.adapter == "feed":
        address = f"type={quoteattr('rss')} xmlUrl={quoteattr(source.url)}"
    return f"<outline text={name} {address} category={category}/>"


def subscriptions(data: bytes) -> list[Subscription]:
    """Read the feeds of an OPML file, each address once. What is no OPML holds none."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data[:LIMIT], parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    found: dict[str, Subscription] = {}
    for outline in root.iter("outline") if root is not None else ():
        url = absolute("", outline.get("xmlUrl") or outline.get("xmlurl"))
        if url:
            found.setdefault(url, _subscription(outline, url))
    return list(found.values())


def _subscription(outline: etree._Element, url: str) -> Subscription:
    said = (outline.get("category") or "").split(",")[0].strip("/ ").split("/")
    name = " ".join((outline.get("text") or outline.get("title") or url).split())[:200]
    return Subscription(
        url=url,
        name=name or url,
        region=next((part for part in said if part in regions()), None),
        role=next((part for part in said if part in ROLES), None),
    )
