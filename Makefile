# serve · site · figures · test · check · bench; each makes what it needs.

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
export PYTHONHASHSEED := 0

.PHONY: serve site figures test style check bench lock
.DEFAULT_GOAL := serve

serve: .venv/site figures
	$(BIN)/mkdocs serve

site: .venv/site figures
	$(BIN)/mkdocs build --strict

figures: .venv/site
	@$(BIN)/doit

test: .venv/test figures
	@$(BIN)/python tests/chromium.py
	$(BIN)/pytest --cov

style: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

check: style site test

bench: .venv/test
	@$(BIN)/python scripts/bench.py
	@$(BIN)/python tests/chromium.py
	@$(BIN)/pytest -qs tests/test_playground.py -k "bare_loop or pace"

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv \
	  && $(PYTHON) -m venv --clear .venv; } || { echo "Python's venv is needed: apt install python3-venv"; exit 1; }
	@touch $@

.venv/site: requirements.txt pyproject.toml | .venv/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/test: requirements-test.txt .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

# After a change of dependencies in pyproject.toml; needs uv.
lock:
	uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header \
	  --extra site pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header \
	  --extra site --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
