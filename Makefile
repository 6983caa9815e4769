# `make try`, `make test`, `make check`, `make bench`. Each prepares .venv first; that is quick once it is done.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup try test check faults bench bench-telegram bench-slack bench-authority bench-store model mutation oracle clean

BIN := .venv/bin
# The cores share the tests, with one process more than there are cores: a fifth of the time a test waits for a disk or a server.
# Hundreds of them run a command, which starts sooner from bytecode; and each process reads all the tests, sooner from bytecode too.
WORKERS = $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
TESTS = $(BIN)/python -m compileall -q bot adapters && PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n $(WORKERS) --maxprocesses 4 --dist worksteal
# Which interpreter of 3.11 to 3.13 is here. A command that is found may still not run, so each is tried.
FIT := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
# A checkout that was moved needs a new .venv: its commands name the folder they were made in. One that is only a link isn't its own to clear.
ifneq ($(shell cat .venv/.ready 2>/dev/null),$(CURDIR))
.PHONY: .venv/.ready
endif

help:
	@echo "make try     a conversation in the terminal"
	@echo "make test    the tests"
	@echo "make check   what CI runs: ruff, mypy, import layers, tests"
	@echo "make model   100,000 steps of people, clicks, absences and clock jumps; 2,000 requests to their end"
	@echo "make faults  every fault of docs/faults.md, often, and a table of what was found (an hour or two; FAULTS='--scale 0.01' for a look)"
	@echo "make bench   the figures; make bench-language those of understanding, beside other engines"
	@echo "make bench-telegram   our Telegram beside a bare bot, and a thousand people asking at once"
	@echo "make bench-slack      our Slack beside a bare Bolt app, and 10,000 hostile requests"
	@echo "make fuzz    the language layer over mixed-script input, FUZZ_SECONDS=60"
	@echo "make bench-authority, make oracle, make mutation   the decision: beside other engines, against the oracle, its tests"
	@echo "make bench-store   what the stores cost and bear: a decision, decisions a second, races, growth"
	@echo "make setup   prepares .venv with pinned versions; the others do so themselves"

setup: .venv/.ready
	@:

.venv/.ready: requirements.lock pyproject.toml
	@python=; for each in $$REMIT_PYTHON python3.13 python3.12 python3.11 python3 python; do \
	  if $$each -c '$(FIT)' 2>/dev/null; then python=$$each; break; fi; done; \
	if [ -z "$$python" ]; then \
	  echo "Remit needs Python 3.11, 3.12 or 3.13 with its venv module (on Debian: apt install python3 python3-venv)." >&2; exit 1; fi; \
	if [ -L .venv ]; then rm .venv; fi; \
	$(BIN)/python -c '$(FIT)' 2>/dev/null && grep -qF "$(CURDIR)/" $(BIN)/pip 2>/dev/null || $$python -m venv --clear .venv; \
	echo "preparing .venv with $$($(BIN)/python --version); this takes a minute, once"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint requirements.lock hatchling
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint requirements.lock --no-build-isolation --editable '.[telegram,slack,office,postgres,test]'
	@echo "$(CURDIR)" > $@

try: setup
	@$(BIN)/remit try

test: setup
	@$(TESTS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(TESTS)

# What a row needs and isn't here (strace, root, PostgreSQL) is printed in its line.
FAULTS ?=
faults: setup
	@$(BIN)/python -m tests.faults $(FAULTS)

bench: setup
	@$(BIN)/python -m bench

model: setup
	@REMIT_MODEL_STEPS=100000 REMIT_MODEL_REQUESTS=2000 $(BIN)/python -m pytest -q tests/model

# Engines that can't be installed here are named by the benchmark and left out.
bench-language: setup
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint requirements.lock --no-build-isolation --editable '.[bench]' || true
	@$(BIN)/python -m bench.language

bench-telegram: setup
	@$(BIN)/python -m bench.on_telegram

bench-slack: setup
	@$(BIN)/python -m bench.on_slack

# First by chance, with the time measured, then where atheris can be had led by coverage.
FUZZ_SECONDS ?= 60
fuzz: setup
	@$(BIN)/python -m bench.fuzz --seconds $(FUZZ_SECONDS)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint requirements.lock --no-build-isolation --editable '.[fuzz]' \
	  || echo "atheris can't be installed here; fuzzed by chance alone"
	@! $(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/python -m bench.fuzz --atheris --seconds $(FUZZ_SECONDS)

# The engines to compare with lie apart, since some want older libraries than we do (regorus has wheels only as this fork's);
# what can't be installed is left out and said so.
RIVALS := .venv/rivals
bench-authority: setup
	@for each in cedarpy oso gordon-to-regorus zen-engine casbin; do \
	  ls $(RIVALS) 2>/dev/null | grep -qi "^$$(echo $$each | tr - _)-" || \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check --no-warn-conflicts --upgrade --target $(RIVALS) $$each \
	  || echo "$$each can't be installed here"; done
	@PYTHONPATH=$(RIVALS) $(BIN)/python bench/authority.py

# Each in its turn, those that miss their figure said at the end; half an hour, and nothing else should run meanwhile.
bench-store: setup
	@missed=; for each in "bench/store.py" "-m bench.throughput" "-m bench.throughput --soak 600" "-m bench.races" \
	  "-m bench.growth --draw docs/pictures/growth.svg"; do echo; echo "== $$each"; $(BIN)/python $$each || missed="$$missed [$$each]"; done; \
	[ -z "$$missed" ] || { echo "missed:$$missed"; exit 1; }

oracle: setup
	@$(BIN)/python bench/oracle.py

mutation: setup
	@$(BIN)/python -m pip show -q mutmut 2>/dev/null || $(BIN)/python -m pip install -qq --disable-pip-version-check mutmut
	@$(BIN)/python bench/mutation.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
