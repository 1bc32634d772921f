# make demo    set everything up, then the example case, in the terminal and in case.html, and a
#              joint case of two agencies
# make test    set everything up, Apache Spark and a Java for it too, then all checks and tests
# make bench   set up what ours is compared with (in .peers), then what the benchmarks measure

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

.venv/spark: .venv/ready requirements-spark.txt
	@echo "Setting up Apache Spark and a Java for it (500 MB to download)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-build-isolation -r requirements-spark.txt
	@touch $@

.peers/ready: benchmarks/who/peers.txt | .venv/ready
	@echo "Setting up the peers in .peers (a few minutes)"
	@$(PYTHON) -m venv --clear .peers
	@.peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r benchmarks/who/peers.txt
	@touch $@

demo: .venv/ready
	@rm -rf demo-home
	@$(DEMO) init --agency "Example desk" --jurisdiction us
	@$(DEMO) case new xingtai "Xingtai fentanyl case"
	@$(DEMO) add xingtai examples/xingtai/reports/ examples/xingtai/zh/
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

test: lint .venv/spark
	@$(BIN)/pytest -n 2 --dist loadfile

bench: .venv/ready .peers/ready
	@$(BIN)/python -m benchmarks

clean:
	@rm -rf .venv .peers demo-home joint-demo case.html
