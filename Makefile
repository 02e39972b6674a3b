# `make status` and `make test` do everything on a fresh machine with Python 3.11 or newer: they make a virtual
# environment, install what is needed, and run. The other targets are for those who work on udplan.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
REPORTS := rapport
ROUND := 2025-05
DEMO := build/skovby

.PHONY: status test lint golden catalogue docs benchmark benchmark-peers fuzz laws kill attack browser clean
.DEFAULT_GOAL := status

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "udplan needs Python 3.11 or newer"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

# The example plan with its history; the status of its last round on the screen, and the report as one HTML file.
status: $(VENV)/.installed
	@mkdir -p $(REPORTS)
	@rm -rf $(DEMO)
	@$(BIN)/udplan demo $(DEMO) >/dev/null 2>&1
	@$(BIN)/udplan status --root $(DEMO) --round $(ROUND)
	@$(BIN)/udplan status --root $(DEMO) --round $(ROUND) --output $(REPORTS)/halvaarsstatus.html

# All that must hold: style, types and every test.
test: lint browser
	$(RUN) -m pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# What the browser tests need, where there is a Node.js; without one they are skipped and say so.
browser: $(VENV)/.dev
	@if command -v npm >/dev/null; then cd tests/browser && npm ci --silent --no-audit --no-fund; fi

golden: $(VENV)/.dev
	UDPLAN_GOLDEN=1 $(RUN) -m pytest -q -n auto

catalogue: $(VENV)/.dev
	$(RUN) tests/meta/catalogue.py --update

docs: $(VENV)/.dev
	$(RUN) docs/generate.py

# The commands beside their floors, and how they grow. BENCHMARK="--udplan OTHER --udplan ." compares two checkouts.
benchmark: $(VENV)/.dev
	$(RUN) tests/benchmarks/benchmark.py $(BENCHMARK)

# udplan beside doorstop, StrictDoc and sphinx-needs, each in an environment of its own below .venv-peers.
benchmark-peers: $(VENV)/.dev
	$(RUN) tests/benchmarks/peers.py --write

# 10,000 mutated plan files through the loader and every rule.
fuzz: $(VENV)/.dev
	$(RUN) tests/fuzz/fuzz_plan_files.py --count 10000 --seed 1

# The laws of editing on 5,000 generated files.
laws: $(VENV)/.dev
	UDPLAN_EXAMPLES=5000 $(RUN) -m pytest -q tests/adapters/test_splice_laws.py

# `udplan set` over 50 files killed 200 times; two processes 100 times each on the same items.
kill: $(VENV)/.dev
	UDPLAN_KILLS=200 UDPLAN_RACES=100 $(RUN) -m pytest -q -s tests/failures

# Hostile repositories, journals, caches, links, names and files, all of each; the figures stand at the end.
attack: $(VENV)/.dev
	UDPLAN_ATTACK=all $(RUN) -m pytest -q -n auto tests/attack

clean:
	rm -rf $(VENV) .venv-peers $(REPORTS) $(DEMO) tests/browser/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
