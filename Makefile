# Every command that a person or CI types. `make` alone prints them.
#
# Needed: make, git, Python 3.11 or later. The rest goes into .venv, once, from requirements.lock; offline afterwards.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUN := $(BIN)/python
# Both cores of a small machine; more help little, because the longest file sets the pace.
WORKERS ?= 2

export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help setup lock plugin check verify test props fmt fmt-check lint types ci clean

## help: Print this list.
help:
	@sed -n 's/^## \([a-z-]*\): /  \1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "%-14s %s\n", $$1, $$2 }'

# --- the environment ---------------------------------------------------------------------------------------------

## setup: Make the isolated environment in .venv; every other target does it when needed.
setup: $(READY)

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "wezterm-sessions needs Python 3.11 or later, and \`$(PYTHON)\` is" \
	    "$$($(PYTHON) --version 2>&1 | head -n 1). Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "\`$(PYTHON)\` comes without its venv module. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

## lock: Choose newer versions of the Python packages, and write requirements.lock anew (needs uv).
lock:
	uv pip compile pyproject.toml --group test --group check --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

# --- the plugin --------------------------------------------------------------------------------------------------

## plugin: Render lua_templates/ into dist/ and say what was built.
plugin: $(READY)
	@$(RUN) -m generator build

## check: Compare dist/ with a fresh build; write nothing.
check: $(READY)
	@$(RUN) -m generator check

## verify: Load the plugin in the simulated WezTerm and look at what it does.
verify: $(READY)
	@$(RUN) -m generator verify

# --- tests -------------------------------------------------------------------------------------------------------

## test: Run the tests of a pull request (3 minutes on 2 cores).
test: $(READY)
	@$(RUN) -m pytest -n $(WORKERS) -m "not nightly and not e2e"

## props: Search long for counter-examples: ten times the examples, random seeds, the nightly tests.
props: $(READY)
	@HYPOTHESIS_PROFILE=nightly $(RUN) -m pytest -n $(WORKERS) -m "not e2e" --timeout 1800

# --- manners -----------------------------------------------------------------------------------------------------

## fmt: Format Python and Lua.
fmt: $(READY)
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format .

## fmt-check: Say what `make fmt` would change.
fmt-check: $(READY)
	$(BIN)/ruff format --check .

## lint: Look for mistakes in Python and Lua.
lint: $(READY)
	$(BIN)/ruff check .

## types: Check the types of Python and Lua.
types: $(READY)
	$(BIN)/mypy

# --- all of it ---------------------------------------------------------------------------------------------------

## ci: All that must hold before a change is merged.
ci: check verify fmt-check lint types test

## clean: Remove what can be made again.
clean:
	rm -rf build $(VENV) .pytest_cache .hypothesis .mypy_cache .ruff_cache
