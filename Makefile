# Two commands for a new machine: `make demo` and `make test`. Each makes its own virtual environment.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test test-all check docs clean

$(VENV)/.%: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	touch $@

test: $(VENV)/.test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

test-all:
	for python in 3.11 3.12 3.13 3.14; do \
		! python$$python -c '' 2>/dev/null || $(MAKE) test VENV=.venv-$$python PYTHON=python$$python || exit 1; \
	done

check: $(VENV)/.check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

docs: $(VENV)/.docs
	$(BIN)/sphinx-build -W -n -q docs docs/_build/html

clean:
	rm -rf .venv* docs/_build demo-out .coverage*
