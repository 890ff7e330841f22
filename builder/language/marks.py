"""Texts that are not in the language of the page say in which they are, for those who hear them."""

from __future__ import annotations

import re

from markupsafe import Markup

from builder.language.speech import RUSSIAN, spoken

KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
RUSSIAN_LETTERS = re.compile("[а-яё]", re.IGNORECASE)


def lang(text: str) -> Markup:
    """The attribute for a tag around an announcement's own text; empty where none is needed.

    Pages in Russian mark nothing: Kazakh names stand inside Russian texts there.
    """
    foreign = spoken() != RUSSIAN and RUSSIAN_LETTERS.search(text) and not KAZAKH.search(text)
    return Markup(' lang="ru"') if foreign else Markup("")
