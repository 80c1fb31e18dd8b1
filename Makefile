# Every command creates .venv if it is missing or older than the lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.PHONY: help serve site check test lint bench browser lock clean pictures bench-search

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

$(VENV)/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit(f"The archive needs Python 3.11 or newer; $(PYTHON) is {sys.version.split()[0]}. Name another one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev-ready: $(VENV)/ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

serve: $(VENV)/ready  ## build the archive and serve it on http://localhost:8000
	ARCHIVE_PREVIEW=1 $(BIN)/archive serve

site: $(VENV)/ready  ## build the archive into site/
	$(BIN)/mkdocs build --strict

check: $(VENV)/ready  ## check every page and data file
	$(BIN)/archive check

lint: $(VENV)/dev-ready  ## check the style and the types of the code, Python and scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@tests/install-node
	node_modules/.bin/eslint .
	node_modules/.bin/tsc

browser:  # Chromium and fonts, from the system's packages
	@tests/install-browser
	@tests/install-reading

test: $(VENV)/dev-ready browser lint check  ## install everything, including the browser, and run all checks and tests
	node --test tests/scripts/*.test.mjs
	$(BIN)/mkdocs build --strict
	$(BIN)/pytest

bench: $(VENV)/dev-ready browser  ## compare the speed with plain Material and Zensical, on synthetic rounds (some minutes)
	$(BIN)/python bench/run.py

pictures: $(VENV)/dev-ready browser  ## take screenshots of the pages in both languages, widths and color schemes, into pictures/
	$(BIN)/mkdocs build --strict
	$(BIN)/python bench/pictures.py

lock: $(VENV)/dev-ready  ## regenerate requirements*.txt from requirements*.in
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host requirements.in
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host requirements-dev.in

bench-search: $(VENV)/dev-ready browser  ## compare the search with Material's and Pagefind
	$(BIN)/python bench/search_bench.py

clean:
	rm -rf $(VENV) site node_modules pictures
