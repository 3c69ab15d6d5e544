# Two commands for a new machine: `make demo` and `make test`. Each makes its own virtual environment.
PYTHON ?= python3
PYTHONS ?= python3.11 python3.12 python3.13 python3.14
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test test-all peers schemathesis check docs cassettes bench bench-sandbox large clean

$(VENV)/.%: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	touch $@

demo: $(VENV)/.all
	$(BIN)/oneroster-classlink demo --out demo-out

test: $(VENV)/.test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# On each of PYTHONS that the machine has.
test-all:
	for python in $(PYTHONS); do \
		! $$python -c '' 2>/dev/null || $(MAKE) test VENV=.venv-$$(basename $$python) PYTHON=$$python || exit 1; \
	done

# Programs by others against the sandbox, in environments of their own: one brings a top-level `tests`, one is slow.
peers:
	$(MAKE) .venv-peers/.peers VENV=.venv-peers
	.venv-peers/bin/python -m pytest tests/peers/oneroster_check.py

schemathesis:
	$(MAKE) .venv-schemathesis/.schemathesis VENV=.venv-schemathesis
	.venv-schemathesis/bin/python -m pytest -W default tests/peers/schemathesis_check.py

check: $(VENV)/.check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

docs: $(VENV)/.docs
	$(BIN)/sphinx-build -E -W -n -q docs docs/_build/html

# Record the wire anew, from the sandbox.
cassettes: $(VENV)/.test
	rm -f cassettes/*.yaml
	ONEROSTER_RECORD=1 $(BIN)/python -m pytest tests/cassettes

# How fast this library is beside its rivals; BENCH="--only decode --rounds 3" for a part of it. The large district
# (BENCH="--only rules --rounds 3") takes 2 GB of disk and half an hour; --scale 10 is a tenth of it.
bench: $(VENV)/.bench
	$(BIN)/python benchmarks/bench.py $(BENCH)

# How fast a pull from the sandbox is, and the sandbox's own share of it; benchmarks/RESULTS.md keeps what was measured.
bench-sandbox: $(VENV)/.all
	$(BIN)/python benchmarks/sandbox.py

# The large made-up district served page by page: time, rows a second, memory.
large: $(VENV)/.all
	$(BIN)/python benchmarks/large.py

clean:
	rm -rf .venv* docs/_build demo-out .coverage*
