"""The engine of the grammar: rules over shapes, each putting one larger token for several.

A rule is a regular expression over the one-letter classes and a function that builds the token.
Rules run in the order given, each once over the whole shape, so that work grows with the text
alone. Quantifiers in patterns are bounded and never nested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from scraper.facts.dates.token import Token


@dataclass(frozen=True, slots=True)
class Scene:
    """The text, and the moment that «вчера» counts from; ``None`` where it is not known."""

    text: str
    ref: datetime | None


class Found:
    """One match of a rule: its named groups as tokens."""

    __slots__ = ("match", "scene", "tokens")

    def __init__(self, match: re.Match[str], tokens: Sequence[Token], scene: Scene) -> None:
        self.match = match
        self.tokens = tokens
        self.scene = scene

    def has(self, name: str) -> bool:
        """Whether the rule has such a group and it took part."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def must(self, name: str) -> Token:
        """The first token of a group that every match has."""
        return self.tokens[self.match.start(name)]

    def value(self, name: str) -> int | None:
        return self.must(name).value if self.has(name) else None

    def every(self, name: str) -> Sequence[Token]:
        """All tokens of a group."""
        start, end = self.match.span(name)
        return self.tokens[start:end] if start >= 0 else ()

    @property
    def ends(self) -> tuple[int, int]:
        """Offsets in the text of the whole match."""
        return self.tokens[self.match.start()].at, self.tokens[self.match.end() - 1].to

    def make(self, kind: str) -> Token:
        """A bare token over the whole match, to be filled by ``_replace``."""
        at, to = self.ends
        return Token(kind, at, to)


class Rule(NamedTuple):
    """``head`` is a class without which the pattern cannot match; empty if there is no one such."""

    head: str
    pattern: re.Pattern[str]
    build: Callable[[Found], Token | None]


def rule(head: str, pattern: str, build: Callable[[Found], Token | None]) -> Rule:
    return Rule(head, re.compile(pattern), build)


def rewrite(tokens: list[Token], rules: Sequence[Rule], scene: Scene) -> list[Token]:
    """Apply each rule once, in order. A builder that returns ``None`` leaves its match alone."""
    shape = "".join([token.kind for token in tokens])
    if not shape:
        return tokens
    for head, pattern, build in rules:
        if head not in shape:
            continue
        made: list[tuple[int, int, Token]] = []
        for match in pattern.finditer(shape):
            token = build(Found(match, tokens, scene))
            if token is not None:
                made.append((match.start(), match.end(), token))
        if made:
            tokens = _replaced(tokens, made)
            shape = "".join([token.kind for token in tokens])
    return tokens


def _replaced(tokens: list[Token], made: list[tuple[int, int, Token]]) -> list[Token]:
    fresh: list[Token] = []
    last = 0
    for start, end, token in made:
        fresh += tokens[last:start]
        fresh.append(token)
        last = end
    return fresh + tokens[last:]
