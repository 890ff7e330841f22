"""An address as a code for a telephone's camera: inline SVG, black on white in every theme."""

from __future__ import annotations

from urllib.parse import urlsplit

from markupsafe import Markup

from builder.language.speech import say

LABEL = say("Код для камеры телефона: ведёт к объявлению на сайте")


def qr(address: str) -> Markup:
    """Correction level M stands a torn corner; four modules of white around, as the norm asks."""
    import segno

    made = segno.make_qr(address, error="m", boost_error=False)
    drawn = made.svg_inline(
        border=4, light="#fff", omitsize=True, svgclass="qr", lineclass=None, title=LABEL
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))


def shown_address(address: str) -> str:
    """As one types it: without scheme and last slash, Cyrillic names in Cyrillic."""
    parts = urlsplit(address)
    name = parts.netloc
    if "xn--" in name:
        name = name.encode("ascii").decode("idna")
    return (name + parts.path).rstrip("/")
