"""The sitemap as a file: one address a line, for tens of thousands of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from builder.found.sitemaps import Sitemap

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""


def write(told: Sitemap) -> str:
    """Addresses are of one line each, so all are escaped at once."""
    addresses = str(escape("\n".join(place.address for place in told.places))).split("\n")
    days = (f"<lastmod>{one.changed}</lastmod>" if one.changed else "" for one in told.places)
    lines = (f"  <url><loc>{a}</loc>{day}</url>\n" for a, day in zip(addresses, days, strict=False))
    return "".join([HEAD, *lines, "</urlset>\n"])
