# `make demo` and `make test` are all a newcomer needs; `make check` is what CI runs first.
PYTHON ?= python3
BIN := .venv/bin
CODE := mailbot console rules store tests

# A folder of wheels beside this file is used alone: nothing is fetched then.
OFFLINE := $(if $(wildcard wheelhouse),--no-index --find-links wheelhouse)

.PHONY: demo test check bench soak format lock audit

# The stamp is newer than what the environment was built from, or it is built again. The checkout goes on the path as
# it is (`compat`): setuptools' finder would be a tenth of every program's start.
.venv: .venv/.stamp
.venv/.stamp: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(OFFLINE) --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index \
	  --config-settings editable_mode=compat -e .
	touch $@

demo: .venv
	$(BIN)/mailbot demo

# The many programs that tests start need not compile ours again, even where Python is told to write no bytecode.
test: .venv
	$(BIN)/python -m compileall -q mailbot console rules store
	$(BIN)/pytest

check: .venv
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/pytest -n 0 tests/test_imports.py

# ms and MB a sheet, beside plain loads of the same workbook by openpyxl and python-calamine; arrival to answer.
bench: .venv
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.years
	$(BIN)/python -m tests.bench.screens

# What is too long for the suite: tests marked so, then ten minutes of fuzzing; `make soak SOAK="intake --count 20000"`.
soak: .venv
	$(BIN)/pytest -m soak
	$(BIN)/python -m tests.soak $(SOAK)

format: .venv
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

# For a machine without a network: made on one with the same system and Python, and copied there with the checkout.
wheelhouse: requirements.txt
	$(PYTHON) -m pip download --quiet --disable-pip-version-check --require-hashes -r requirements.txt --dest $@.new
	rm -rf $@
	mv $@.new $@

# Asks the public advisories about every pinned version; one that nobody could look up fails too. Its tool lives apart.
audit: .audit/.stamp
	.audit/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements.txt
.audit/.stamp:
	$(PYTHON) -m venv .audit
	.audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	touch $@

# Needs `uv`; resolves for every supported Python and platform, and names no host.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --extra demo --extra dev --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.txt
