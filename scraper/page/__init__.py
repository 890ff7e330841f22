"""The generic reader of a page: title, date and text of sites that nobody described."""

from scraper.page.read import PageReading, read_page

__all__ = ["PageReading", "read_page"]
