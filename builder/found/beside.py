"""Small files at the site's root for browsers and search engines."""

from __future__ import annotations

from collections.abc import Iterator

from builder.edition import Edition
from builder.found.picture import picture_pages
from builder.page import Page

OPENSEARCH = "opensearch.xml"


def found_files(edition: Edition) -> Iterator[Page]:
    """Pictures of previews, the search box for browsers, and IndexNow's key if there is one."""
    yield from picture_pages(edition)
    yield Page(path=OPENSEARCH, template=OPENSEARCH, context=None)
    if key := edition.site.indexnow:
        yield Page(path=f"{key}.txt", template="indexnow.txt", context=key)
