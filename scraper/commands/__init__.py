"""One module a command of ``python -m scraper``; only the one asked for is imported."""
