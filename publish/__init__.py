"""The night job: scrape, check, build, compare with what is published, publish, tell.

The only package that knows of git, mail and servers. Stands above ``build.py`` and ``scraper``,
which it runs as commands; nothing imports it.
"""
