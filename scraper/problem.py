"""What can go wrong between a publisher and us; messages are Russian, an engineer reads them.

Problem
├── FetchProblem    an address did not give a usable answer
└── LayoutProblem   it answered, but not with what its source file promises
    └── EmptyProblem    the list is sound and there is nothing on it
"""

from __future__ import annotations

from typing import Literal

from model.problem import Problem

State = Literal["unreachable", "refused", "tls", "challenge", "error", "needs_token"]


class FetchProblem(Problem):
    """``state`` says whose fault it is; ``status`` is the HTTP status, if there was an answer."""

    def __init__(self, state: State, url: str, reason: str, *, status: int | None = None) -> None:
        self.state, self.url, self.reason, self.status = state, url, reason, status
        super().__init__(f"{url}: {reason}")


class LayoutProblem(Problem):
    """``selector`` is what was looked for, ``found`` is what stood there instead.

    ``markup`` is the page, kept so that the report can say what would read it again.
    """

    MEND = "; сверьте страницу с файлом источника"

    def __init__(
        self, source: str, url: str, selector: str, found: str, *, markup: str = ""
    ) -> None:
        self.source, self.url, self.selector, self.found = source, url, selector, found
        self.markup = markup
        super().__init__(f"{source}: {url}: искали «{selector}»: {found}{self.MEND}")


class EmptyProblem(LayoutProblem):
    """An empty list of the right form: nothing to read, and suspicious."""

    MEND = "; если так и должно быть, поставьте источник на паузу (paused)"
