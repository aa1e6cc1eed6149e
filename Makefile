# Two commands: `make demo` shows what the program does, `make test` proves that it does it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_LEDGER := demo.db

.PHONY: demo test lint types layers unit bench lock clean help

help:  ## List what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

$(VENV)/.run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(VENV)/.run $@

demo: $(VENV)/.run  ## Read the example inputs into demo.db and show the most telling events (DEMO_SERVE=1 opens the desk)
	$(BIN)/dragoman read examples/inputs --ledger $(DEMO_LEDGER) || test $$? -eq 3
	$(BIN)/dragoman events --ledger $(DEMO_LEDGER) --salience main --limit 12
	@echo
	@echo "Open the desk with: $(BIN)/dragoman serve --ledger $(DEMO_LEDGER)"
	@if [ "$(DEMO_SERVE)" = 1 ]; then exec $(BIN)/dragoman serve --ledger $(DEMO_LEDGER); fi

test: $(VENV)/.dev  ## Lint, types, layers, and all tests, browser and PostgreSQL included
	./tests/install-services.sh
	$(MAKE) lint types layers unit

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

unit:
	$(BIN)/python -m training.corpus_format corpus/written
	$(BIN)/python -m pytest

bench: $(VENV)/.dev  ## Measure against the sets in ../shared, write bench/RESULTS.md, check bench/baseline.json
	$(BIN)/python -m bench

lock:  ## Lock versions anew, with hashes
	$(BIN)/uv pip compile pyproject.toml --group build --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --python-version 3.11 --quiet --upgrade --output-file requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --extra postgres --group build --group dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --python-version 3.11 --quiet --upgrade --output-file requirements/dev.txt

clean:  ## Remove what was made
	rm -rf $(VENV) build dist *.egg-info $(DEMO_LEDGER)*
