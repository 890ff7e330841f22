.DEFAULT_GOAL := help
PY := .venv/bin/python
DEMO := .cache/demo

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

.PHONY: help site demo test check content golden screenshots clean

site: .venv  ## from nothing to a site: demo sources scraped, site/ built
	@$(PY) -m scraper run --demo --content $(DEMO)/content --state $(DEMO)/state
	@$(PY) build.py --content $(DEMO)/content --state $(DEMO)/state --site site
	@echo "Look: make look (http://127.0.0.1:8000/) or open site/index.html"

look: .venv  ## show the built site at http://127.0.0.1:8000/
	@$(PY) -m http.server 8000 --bind 127.0.0.1 --directory site

test: .venv-dev  ## every test, the browser's included
	@scripts/browser
	@$(PY) -m pytest -n 2 --complete

check: .venv-dev  ## format, lint, types
	@$(PY) -m ruff format --check . && $(PY) -m ruff check . && $(PY) -m mypy

clean:  ## remove what can be made again
	rm -rf site .cache .venv

.PHONY: look .venv .venv-dev
.venv:
	@scripts/setup requirements.txt
.venv-dev:
	@scripts/setup requirements.txt requirements-dev.txt
