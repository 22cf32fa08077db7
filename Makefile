# Everything one does with Ringback. Needs python3 (3.11 to 3.14) with venv, and make; the rest is fetched into .venv.
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
SETTINGS := pyproject.toml setup.py scripts/venv.sh
CONSOLE := $(shell find console -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null | tr ' ' '?')

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench bench-speech bench-messaging chaos chaos-messaging fuzz soak docs new-product migration clean

help:
	@echo "make run ARGS='…'      start Ringback: make run ARGS='--http 127.0.0.1:9000'"
	@echo "make test ARGS='…'     run the tests: make test ARGS='tests/products -k usage'"
	@echo "make lint              style, types, import contracts, standards, Dockerfile"
	@echo "make format            put every file into the house's format"
	@echo "make bench ARGS='…'    measure; tables to the screen, JSON to bench/results"
	@echo "make bench-speech      how well speech is recognised: word errors, latency; ARGS='--voices 5' for all voices"
	@echo "make bench-messaging   messages through a carrier by SMPP, Kannel beside us if installed; ARGS='--minutes 10'"
	@echo "make chaos             kill the server again and again under load, and count"
	@echo "make chaos-messaging   kill the process that holds a carrier's binds under load, and count; ARGS=--quick"
	@echo "make fuzz              broken bytes at every parser of the network; ARGS='--seconds 600'"
	@echo "make soak ARGS='…'     fifty calls a second for minutes: nothing may fail, leak or grow: ARGS='--minutes 60'"
	@echo "make docs              build the documentation into site/"
	@echo "make new-product NAME=parcels    the files a new product begins with"
	@echo "make migration NAME=what_changed the next version of the database's schema, from the tables as declared"

run: .venv/.for-run
	@exec $(BIN)/ringback serve $(ARGS)

test: .venv/.for-test
	@sh scripts/test_setup.sh
	@sh scripts/test.sh $(BIN)/python $(ARGS)
	@[ -n "$(ARGS)" ] || { echo "calls once more, with the NumPy media engine:"; \
	  RINGBACK_MEDIA_ENGINE=numpy sh scripts/test.sh $(BIN)/python -q tests/calls -m "not slow"; }

lint: .venv/.for-lint
	@sh scripts/lint.sh $(BIN)

format: .venv/.for-lint
	$(BIN)/ruff check --fix -q src tests scripts bench examples setup.py
	$(BIN)/ruff format -q src tests scripts bench examples setup.py

bench: .venv/.for-test
	@sh scripts/test_setup.sh
	$(BIN)/python -m bench $(ARGS)

bench-speech: .venv/.for-test
	@sh scripts/test_setup.sh
	@mkdir -p bench/results
	$(BIN)/python -m bench.recognition --json bench/results/recognition.json $(ARGS)

bench-messaging: .venv/.for-test
	@sh scripts/test_setup.sh
	@mkdir -p bench/results
	$(BIN)/python -m bench.messaging --json bench/results/messaging.json $(ARGS)

chaos: .venv/.for-test
	@sh scripts/test_setup.sh
	$(BIN)/python -m bench.chaos $(ARGS)

chaos-messaging: .venv/.for-test
	@sh scripts/test_setup.sh
	$(BIN)/python -m bench.chaos_messaging $(ARGS)

fuzz: .venv/.for-test
	$(BIN)/python scripts/fuzz.py $(ARGS)

soak: .venv/.for-test
	@sh scripts/test_setup.sh
	$(BIN)/python -m bench.soak $(ARGS)

docs: .venv/.for-docs
	$(BIN)/python scripts/reference.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict -q -d site
	@echo "site/index.html"

new-product:
	@test -n "$(NAME)" || { echo "Say which: make new-product NAME=parcels"; exit 2; }
	@$(PYTHON) scripts/new_product.py "$(NAME)"

migration: .venv/.for-lint
	@$(BIN)/python scripts/migration.py "$(NAME)"

clean:
	rm -rf .venv build dist site src/ringback/app/console_files src/*.egg-info

# One stamp a purpose: made again when what it was made from has changed.
.venv/.for-run: $(SETTINGS) $(CONSOLE)
	@sh scripts/venv.sh "$(PYTHON)" "[speech]" && touch $@
.venv/.for-test: $(SETTINGS) $(CONSOLE)
	@sh scripts/venv.sh "$(PYTHON)" "[test]" && touch $@ .venv/.for-run
.venv/.for-lint: $(SETTINGS)
	@RINGBACK_SKIP_CONSOLE=1 sh scripts/venv.sh "$(PYTHON)" "[lint]" && touch $@
.venv/.for-docs: $(SETTINGS)
	@RINGBACK_SKIP_CONSOLE=1 sh scripts/venv.sh "$(PYTHON)" "[docs]" && touch $@
