"""One address for one article, however it is written: what identity and clean links are made of."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import (
    parse_qsl,
    quote,
    unquote_to_bytes,
    urlencode,
    urljoin,
    urlsplit,
    urlunsplit,
)

LENGTH = 2000
"""Longer addresses are data, not addresses."""

TRACKING = re.compile(
    r"(?:utm_\w*|yclid|ymclid|ysclid|_openstat|gclid|fbclid|mc_[ce]id|igshid|erid|rcm|from|ref"
    r"|bitrix_include_areas|clear_cache|back_?url\w*|print|share)(?:=.*)?"
    r"|(?:phpsessid|jsessionid|aspsessionid\w*)=.*|(?:sid|sess|sessionid)=[0-9a-z]{16,}",
    re.IGNORECASE,
)
"""Query parameters that never choose the article. A short ``sid`` does, on old engines."""

LANGUAGE = re.compile(r"(?:lang|language|locale)", re.IGNORECASE)
"""Query parameters that choose a version of the article: one article, but another link."""

INDEX = re.compile(r"/(?:index|default|home)\.(?:php|html?|aspx?|jsp)$", re.IGNORECASE)
PATH_SESSION = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/;]*", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}
SAFE_PATH = "/:@!$&'()*+,;=~-._"


def absolute(base: str, link: str | None) -> str | None:
    """Return a link of a page as a clean http(s) address, or ``None`` if it leads to no page."""
    link = re.sub(r"[\t\n\r]", "", link or "").strip()
    if not link or link.startswith("#") or len(link) > LENGTH:
        return None
    try:
        said, url = urlsplit(link), urljoin(base, link)
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or (said.scheme and not said.netloc):
        return None
    return _clean(url)


@lru_cache(maxsize=4096)
def canonical(url: str) -> str:
    """Return what two addresses of one article have in common. For comparing, not for following.

    Without scheme's security, ``www.``, order of parameters, the choice of a language and a
    trailing slash. What is no web address is its own identity.
    """
    if absolute(url, url) is None:
        return url
    parts = urlsplit(_clean(url))
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port else ""
    said = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in said if not LANGUAGE.fullmatch(pair[0])))
    path = parts.path.rstrip("/") or "/"
    return urlunsplit(("https", host + port, path, query, ""))


def _clean(url: str) -> str:
    """The address to follow: without fragment, tracking, session and index file."""
    parts = urlsplit(url)
    host = _ascii(parts.hostname or "")
    port = f":{parts.port}" if parts.port not in (None, PORTS.get(parts.scheme)) else ""
    path = INDEX.sub("/", PATH_SESSION.sub("", parts.path)) or "/"
    kept = [p for p in parts.query.split("&") if p and not TRACKING.fullmatch(p)]
    query = quote("&".join(kept), safe="%/:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, host + port, _quoted(path), query, ""))


def _ascii(host: str) -> str:
    """A Cyrillic host as it goes over the wire."""
    host = host.lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _quoted(path: str) -> str:
    """A path quoted once, the same way whether it came quoted or in plain letters."""
    return quote(unquote_to_bytes(path), safe=SAFE_PATH)


def same_host(one: str, other: str) -> bool:
    """Say whether two addresses are served by one host, ``www.`` aside."""
    try:
        hosts = {(urlsplit(u).hostname or "").removeprefix("www.") for u in (one, other)}
    except ValueError:
        return False
    return len(hosts) == 1
