# make demo    set everything up, then the example case, in the terminal and in case.html, and a
#              joint case of two agencies
# make test    set everything up, then all checks and tests
# make bench   what the benchmarks measure (see benchmarks/)

PYTHON ?= python3
BIN := .venv/bin
DEMO := COMITY_HOME=demo-home $(BIN)/comity

.PHONY: demo test lint bench clean

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Comity needs Python 3.11 or later. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up in .venv (about a minute)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: .venv/ready
	@rm -rf demo-home
	@$(DEMO) init --agency "Example desk" --jurisdiction us
	@$(DEMO) case new xingtai "Xingtai fentanyl case"
	@$(DEMO) add xingtai examples/xingtai/reports/
	@for view in timeline who claims network; do echo; echo "== comity $$view xingtai"; $(DEMO) $$view xingtai; done
	@echo; $(DEMO) report xingtai -o case.html
	@rm -rf joint-demo
	@echo; echo "== comity demo joint: two agencies, one case"; $(BIN)/comity demo joint --folder joint-demo
	@echo "Open case.html in a browser. Go on with: export COMITY_HOME=$$PWD/demo-home PATH=$$PWD/$(BIN):\$$PATH"

lint: .venv/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: lint
	@$(BIN)/pytest -n 2

bench: .venv/ready
	@$(BIN)/python -m benchmarks

clean:
	@rm -rf .venv demo-home joint-demo case.html
