# What one types in a checkout. It needs Python 3.11 or newer, with venv, and make.
# All paths are relative, so that the checkout's own may hold spaces and any letters.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
STAMPS := .venv/stamps
UV := $(BIN)/uv --quiet
COMPILE := $(UV) pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml

# What the settings ask for where nothing is served: linting and collecting static files.
NOTHING_SERVED := SECRET_KEY=unused RECEIPT_KEY=unused DATABASE_URL=postgresql:///unused
TEST := $(BIN)/python -m pytest
USUAL := "not long and not browser and not wheel and not unbreakable"

.DEFAULT_GOAL := help
.PHONY: help run test test-long test-pg15 test-wheel unbreakable wheel replay proof bench bench-million lint english setup clean requirements browser postgres15
.DELETE_ON_ERROR:

help: ## List these commands
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name does; \
		do printf '  make %-14s %s\n' "$$name" "$$does"; done

run: setup ## Start everything at http://127.0.0.1:8000 (PORT=… for another)
	@exec $(BIN)/python -m motcua.project.cli run --port $(PORT)

test: setup browser ## Run the tests on a PostgreSQL started for them
	$(TEST) -n $(WORKERS) -m $(USUAL)
	DJANGO_ALLOW_ASYNC_UNSAFE=true $(TEST) -n $(WORKERS) -m "browser and not long"

test-long: setup browser ## Run the long proofs: rights, statements, pages, commands, played lives (.ci/run too)
	$(TEST) -n $(WORKERS) -m "long and not browser"
	DJANGO_ALLOW_ASYNC_UNSAFE=true $(TEST) -n $(WORKERS) -m "long and browser"

test-pg15: setup postgres15 ## Run the tests on PostgreSQL 15, the oldest that will do
	MOTCUA_TEST_POSTGRES=15 $(TEST) -n $(WORKERS) -m $(USUAL)

wheel: setup ## Build the wheel into dist/, with all that it needs inside
	@rm -f dist/*.whl
	@$(BIN)/python -m hatchling build -t wheel -d dist

test-wheel: wheel ## Install the wheel in an empty directory and run the demonstration from it
	$(TEST) -n 0 -m wheel

unbreakable: setup ## Kill web server, worker and PostgreSQL many times under work (KILLS=…, SEED=…): a quarter of an hour
	$(TEST) -n 0 -m unbreakable -s tests/unbreakable

replay: setup ## Play a real event log and hold the record against it, line for line (LOG=….xes.gz)
	@test -n "$(LOG)" || { echo "Say which log: make replay LOG=…/receipt.xes.gz"; exit 2; }
	@unset DATABASE_URL DATABASE_OWNER_URL; MOTCUA_HOME=$$(mktemp -d) && export MOTCUA_HOME && \
		chmod 755 "$$MOTCUA_HOME" && $(BIN)/python -m motcua.project.cli migrate --demo && \
		$(BIN)/python -m motcua.project.cli simulate --replay "$(LOG)"; \
		code=$$?; rm -rf "$$MOTCUA_HOME"; exit $$code

proof: setup ## Hold the clock beside its walker on 200,000 random lives (LIVES=…): eight minutes
	$(BIN)/python -m motcua.ground.calendars.tests.walked.proof $(or $(LIVES),200000)

bench: setup ## Measure: statements, two floors and the peers, a small archive, a served house
	$(BIN)/python -m bench

bench-million: setup ## Measure the pages over a million dossiers (half an hour or more; 24 GB free, 9 GB used)
	$(BIN)/python -m bench.million

lint: setup ## Check style, types and the walls between rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(NOTHING_SERVED) $(BIN)/python -m mypy src tests bench
	$(BIN)/lint-imports

english: setup ## Bring the English catalogue up to date with the sources, and list what to translate
	@$(BIN)/python -m motcua.ground.design.gathering

setup: $(STAMPS)/static ## Make the virtual environment and build the front end

clean: ## Remove what was built; asks before it removes data
	@PYTHONPATH=src $(PYTHON) -m motcua.project.place
	rm -rf .venv node_modules src/motcua/_static src/motcua/ground/design/static/design/built
	rm -rf .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist

requirements: $(STAMPS)/python ## Choose new versions of what pyproject.toml names
	$(COMPILE) --upgrade --extra embedded --group dev -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt -o requirements/base.txt
	$(COMPILE) -c requirements/dev.txt --extra embedded -o requirements/embedded.txt

# The virtual environment, with uv in it.
$(STAMPS)/venv: requirements/uv.txt
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$$($(PYTHON) --version) is too old: Một Cửa needs 3.11 or newer (make PYTHON=python3.12 …)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python lacks its venv module: install it with 'apt install python3-venv'."; exit 1; }
	@echo "Making the virtual environment in .venv"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@mkdir -p $(STAMPS) && touch $@

# Everything that the checkout needs, exactly the versions of the hashed lists.
$(STAMPS)/python: $(STAMPS)/venv requirements/dev.txt pyproject.toml
	@echo "Installing what requirements/dev.txt lists"
	@$(UV) pip sync --python $(BIN)/python --require-hashes requirements/uv.txt requirements/dev.txt
	@$(UV) pip install --python $(BIN)/python --no-deps --no-build-isolation --offline --editable .
	@touch $@

# The front end: assets.py itself knows what is up to date and leaves its stamp alone then.
BUILT := src/motcua/ground/design/static/design/built
$(BUILT)/.stamp: $(STAMPS)/python FORCE
	@PYTHONPATH=src $(BIN)/python -m motcua.ground.design.assets

$(STAMPS)/static: $(BUILT)/.stamp $(shell find src -path '*/static/*' -type f ! -path '*/built/*')
	@$(NOTHING_SERVED) LOG_LEVEL=WARNING $(BIN)/python -m motcua.project.cli manage collectstatic --clear --no-input --verbosity 0
	@touch $@

# Browser tests drive Debian's Chromium.
browser:
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
		then apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; \
		else echo "Browser tests need Chromium: install it with 'sudo apt install chromium'."; exit 1; fi; }

# Debian 12 has PostgreSQL 15; what its package sets up and starts by itself is not used.
postgres15:
	@[ -x /usr/lib/postgresql/15/bin/initdb ] || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		apt-get install -y -qq --no-install-recommends postgresql-15; } || { \
		echo "There is no PostgreSQL 15: nothing was tested. Debian 12 has it: 'sudo apt install postgresql-15'."; exit 1; }

FORCE:
