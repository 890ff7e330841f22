"""Which days are of the event and which of the window to apply."""

from scraper.facts.periods.read import Periods, periods

__all__ = ["Periods", "periods"]
