# The commands of the project; each works alone on a fresh checkout.
PYTHON ?= python3
PORT ?= 7860
BIN := .venv/bin

.PHONY: setup run test lint bench eval dev screenshots

# The stamps make a second run cost nothing; what the tests need holds what serving needs.
.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.base: pyproject.toml constraints.txt | .venv/bin/python
	@test .venv/.dev -nt pyproject.toml -a .venv/.dev -nt constraints.txt || \
	  $(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# The model that serves comes with the source; training and the tests also build its base.
setup: .venv/.base

run: setup
	$(BIN)/tiaowen index
	PORT=$(PORT) $(BIN)/python app.py

dev: .venv/.dev
	$(BIN)/python -m index.bundled_model

test: dev
	@sh tests/install_browser.sh
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

lint: dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: dev
	$(BIN)/python -m benchmarks.run

eval: dev
	$(BIN)/tiaowen-eval run --dataset eval/datasets/policy_dev.jsonl --out var/eval/dev --baselines

# The pictures in docs/, as the browser tests make them.
screenshots: dev
	TIAOWEN_SCREENSHOTS=docs $(BIN)/python -m pytest tests/web -m browser
