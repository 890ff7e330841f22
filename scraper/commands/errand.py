"""What a worker of a run does: it asks for sources and reads what they say, wherever it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scraper.commands.asking import Asking
from scraper.run import Collected, gather, sound
from scraper.source import Source
from scraper.storage.health import Health

if TYPE_CHECKING:
    from scraper.fetch import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """``before`` is what was known of the sources' health. Without a fetcher that all threads share
    it can be sent to another process, which then asks by one of its own.
    """

    asking: Asking
    shared: Fetcher | None
    today: date
    since: date | None
    before: Mapping[str, Health]

    def __call__(self, sources: Sequence[Source]) -> list[Collected]:
        """What each of them gives."""
        polite = self.shared or self.asking.fetcher()
        return [self._gathered(source, polite) for source in sources]

    def _gathered(self, source: Source, polite: Fetcher) -> Collected:
        found = gather(source, polite.getter(source.fetch), self.today, self.since)
        return sound(found, self.before.get(source.id))
