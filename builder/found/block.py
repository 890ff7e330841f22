"""Structured data as a script block of a page: data that no browser runs and no text can leave."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from builder.found.preview import Preview
    from builder.site import Site

ESCAPES = str.maketrans(
    {letter: f"\\u{ord(letter):04x}" for letter in ("<", ">", "&", "\u2028", "\u2029")}
)
"""Inside a script element nothing may look like markup; JSON has its own way to write a letter."""


def data_block(preview: Preview, path: str, description: str, site: Site) -> Markup:
    """``path`` and ``description`` are the page's. The site publishes its page, not the thing."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        **preview.thing,
        "description": description,
        "url": site.address(path),
        "image": site.address(preview.picture),
    }
    if said["@type"] == "NewsArticle":
        said["publisher"] = {"@type": "Organization", "name": site.name}
    data = json.dumps(said, ensure_ascii=False).translate(ESCAPES)
    return Markup('  <script type="application/ld+json">{}</script>').format(Markup(data))
