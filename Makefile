# serve · site · figures · python · test · style · again · check · bench · search · recheck · costs · lighthouse · lock; each makes what it needs.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps
export NO_MKDOCS_2_WARNING := 1
export PYTHONHASHSEED := 0
export DENO_DIR := .cache/deno
export DENO_NO_UPDATE_CHECK := 1

.PHONY: serve site figures python test style again check bench search recheck costs lighthouse lock
.DEFAULT_GOAL := serve

serve: .venv/site figures
	$(BIN)/mkdocs serve

site: .venv/site figures python
	$(BIN)/mkdocs build --strict

figures: .venv/site
	@$(BIN)/doit

# What the pages run; without it they are built without its buttons.
python: .venv/site
	@$(BIN)/python -m press.browser.runtime

# Builds site/ too, and tests that.
test: .venv/test figures python
	@$(BIN)/python tests/chromium.py
	$(BIN)/pytest --cov --numprocesses logical --dist worksteal

style: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/deno fmt --quiet --check
	$(BIN)/deno lint --quiet
	$(BIN)/deno check --quiet docs/assets
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

# Every product once more: all that is committed comes out to the byte.
again: .venv/site
	@$(BIN)/doit --always
	git diff --exit-code --stat figures

check: style test again

bench: .venv/test
	@$(BIN)/python scripts/bench.py
	@$(BIN)/python tests/chromium.py
	@$(BIN)/pytest -qs tests/playground/bench_playground.py tests/figures/bench_live.py

# All experiments once more, in a browser: what the page "Python in the page" says.
recheck: .venv/test site
	@$(BIN)/python tests/chromium.py
	PYTHONPATH=tests $(BIN)/python tests/browser/recheck.py

# What the page "What this site costs and keeps" says.
costs: .venv/test site
	@$(BIN)/python tests/chromium.py
	PYTHONPATH=tests $(BIN)/python tests/site/costs.py

# The same, with the audits of Lighthouse; needs Node, and a machine that does nothing else.
lighthouse: .venv/test site
	@$(BIN)/python tests/chromium.py
	PYTHONPATH=tests $(BIN)/python tests/site/costs.py 5

# For as long as you let it: the laws over inputs that `make test` does not draw. What it finds becomes an @example.
search: .venv/test
	$(BIN)/pytest -m hypothesis --hypothesis-profile search --numprocesses logical --dist worksteal

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv \
	  && $(PYTHON) -m venv --clear .venv; } || { echo "Python's venv is needed: apt install python3-venv"; exit 1; }
	@touch $@

# The locks are complete, so nothing is resolved: what is installed does not change when a dependency publishes.
.venv/site: requirements.txt pyproject.toml | .venv/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-build-isolation -e .
	@touch $@

.venv/test: requirements-test.txt .venv/site
	$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

# After a change of dependencies in pyproject.toml; needs uv.
lock:
	uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header \
	  --extra site pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header \
	  --extra site --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
