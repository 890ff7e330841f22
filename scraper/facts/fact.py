"""A value read from a text, with the words that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """``quote`` is a literal piece of the announcement's body, white space aside.

    ``inferred``: not stated outright (a year taken from the date of publication, say).
    ``review``: doubtful enough that a person should look before a reader relies on it.
    """

    value: T
    quote: str
    inferred: bool = False
    review: bool = False
