.DEFAULT_GOAL := help
PY := .venv/bin/python
DEMO := .cache/demo

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

.PHONY: help site edit look test check check-site screenshots publish rehearsal torture bench bench-read bench-scrape bench-search fuzz messages quality clean

site: .venv  ## from nothing to a site: demo sources scraped, site/ built
	@$(PY) -m scraper run --demo --content $(DEMO)/content --state $(DEMO)/state
	@$(PY) build.py --content $(DEMO)/content --state $(DEMO)/state --site site --today 2026-11-21
	@echo "Built site/ from the demo web. To look at it: make look"

look: .venv  ## show the built site at http://127.0.0.1:8000/
	@$(PY) build.py --content $(DEMO)/content --state $(DEMO)/state --today 2026-11-21 --serve 8000

edit: .venv  ## the editor's desk at http://127.0.0.1:8000/: preview, review queue, form (PORT=8001)
	@$(PY) -m editor.decap || true
	@$(PY) build.py --serve $(or $(PORT),8000)

test: .venv-dev  ## every test, the browser's included
	@scripts/browser
	@$(PY) -m editor.decap
	@scripts/rsync
	@$(PY) -m pytest -n 3 --dist worksteal --complete

check: .venv-dev  ## format, lint, types
	@$(PY) -m ruff format --check . && $(PY) -m ruff check . && $(PY) -m mypy

check-site: .venv-dev  ## the demo site with its style guide: links, weight, feeds, HTML, axe
	@scripts/browser
	@scripts/vnu
	@$(PY) -m scraper run --demo --content $(DEMO)/content --state $(DEMO)/state >/dev/null || [ $$? -eq 1 ]
	@$(PY) -m checks --demo $(DEMO)

screenshots: .venv-dev  ## docs/images/ anew: four pages, three widths, light and dark
	@scripts/browser
	@$(PY) -m scraper run --demo --content $(DEMO)/content --state $(DEMO)/state >/dev/null || [ $$? -eq 1 ]
	@$(PY) scripts/screenshots.py $(DEMO)
	@$(PY) scripts/desk_screenshots.py $(DEMO)

publish: .venv  ## the night job: scrape, check, build, gates, publish into TO=DIR (or HOST:DIR)
	@$(PY) -m publish $(if $(TO),--to "$(TO)") $(OPTIONS) || [ $$? -eq 1 ]

rehearsal: .venv  ## the night job on the demo web, without network
	@$(PY) -m publish --demo

torture: .venv-dev  ## kill the night job at 200 random instants
	@TORTURE=200 $(PY) -m pytest tests/test_torture.py

bench: .venv  ## building, beside Hugo and Pagefind: OPTIONS=--quick, or --counts 10000,50000 --full
	@$(PY) -m bench.build $(OPTIONS)

bench-read: .venv  ## reading and joining, beside dateparser and datasketch
	@$(PY) -m bench.read

bench-scrape: .venv  ## pages per second, memory and second run, beside Scrapy
	@$(PY) -m bench.scrape

bench-search: .venv-dev  ## our index beside Pagefind: PAGES=3000, or CORPUS=docs.jsonl QUERIES=queries.json
	@$(PY) -m bench.search.run $(CORPUS) $(QUERIES) --pages $(or $(PAGES),3000)

messages: .venv-dev  ## texts of the interface into builder/locale/*/…/site.po; tells what lacks a translation
	@$(PY) scripts/messages.py

fuzz: .venv  ## the readers under texts that libFuzzer makes: MINUTES=10
	@$(PY) -m bench.fuzz --minutes $(or $(MINUTES),10)

quality: .venv  ## how well texts are read: docs/quality.md (SHARED=DIR holds the labelled sets)
	@$(PY) scripts/quality.py $(or $(SHARED),../shared)

clean:  ## remove what can be made again
	rm -rf site .cache .venv

.PHONY: .venv .venv-dev
.venv:
	@scripts/setup requirements.txt
.venv-dev:
	@scripts/setup requirements.txt requirements-dev.txt requirements-dask.txt
