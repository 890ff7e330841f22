"""Words of templates, put in when a template is compiled: a page costs nothing more for them.

``{{ _("…") }}`` and ``{% trans %}…{% endtrans %}``, both as Jinja's own i18n extension has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from jinja2.lexer import Token, TokenStream

from builder.language.speech import translated

SLOT = re.compile(r"%\((\w+)\)s")


class Words(InternationalizationExtension):
    """The language of the process, from the first template on."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """``_("…")`` alone becomes the text; with values, ``_`` says it when the page is made."""
        tokens = list(stream)
        at = 0
        while at < len(tokens):
            if _constant(tokens[at : at + 4]):
                word = tokens[at + 2]
                yield Token(word.lineno, "string", translated(word.value))
                at += 4
            else:
                yield tokens[at]
                at += 1

    def _make_node(self, singular: str, *rest: Any) -> nodes.Output:
        """The text of a ``trans`` block between its values; it is markup, as in the source."""
        variables = next((one for one in rest if isinstance(one, dict)), {})
        text = translated(singular if SLOT.search(singular) else singular.replace("%%", "%"))
        pieces: list[nodes.Expr] = []
        for n, piece in enumerate(SLOT.split(text)):
            if n % 2:
                pieces.append(variables.get(piece) or nodes.Name(piece, "load"))
            elif piece:
                pieces.append(nodes.TemplateData(piece.replace("%%", "%")))
        return nodes.Output(pieces)


def _constant(tokens: list[Token]) -> bool:
    kinds = [token.type for token in tokens]
    return kinds == ["name", "lparen", "string", "rparen"] and tokens[0].value == "_"
