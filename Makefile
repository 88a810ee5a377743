# The whole project from a fresh clone: Python 3.11 or newer and make are all it needs.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
FUZZ_SECONDS ?= 1800
FUZZ_JOBS ?= 2
CONTRACT_WALKS ?= 100
CONTRACT_EXAMPLES ?= 200

.PHONY: serve test coverage test-libreoffice test-deploy test-cms test-lowest fuzz contract storm load bench audit lock \
	licences audit-dependencies lint format clean

serve: .venv/installed  ## the service on http://127.0.0.1:8000, with the articles of seeds/ audited
	$(BIN)/auditor serve --port $(PORT) --seed seeds

test: .venv/installed  ## the whole test suite
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not alone"
	$(BIN)/python -m pytest -m alone

coverage: .venv/installed  ## which lines the suite never runs; it takes twice as long, so that CI does without
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not alone" --cov --cov-report=term:skip-covered --cov-fail-under=90

storm: .venv/installed  ## 1,000 workers killed at work, on SQLite and on PostgreSQL: half an hour
	$(BIN)/python -m tests.jobs.storm sqlite --kills 1000
	$(BIN)/python -m tests.jobs.storm postgresql --kills 1000

load: .venv/installed  ## mixed traffic at 80 % and at 300 % of what this machine can do, by gunicorn behind nginx: 25 minutes
	$(BIN)/python -m tests.performance.serving.load

test-libreoffice: .venv/installed  ## LibreOffice Writer, headless, asks a running service
	tests/libreoffice/run

test-deploy:  ## the files of deploy/, by nginx and systemd
	deploy/check

test-cms: .venv/installed  ## every CMS of tests/cms really installed and started, on 127.0.0.1; takes minutes
	$(BIN)/python -m pytest -s -o python_files='*.py' tests/cms

bench: .venv/installed  ## what one audit costs, by layer and beside other tools; fails where it became slower
	$(BIN)/python tests/performance/bench.py

audit: .venv/installed  ## the articles of seeds/ into reports/out/index.html
	$(BIN)/auditor batch seeds --out reports/out

lint: .venv/installed  ## style, types, the one-way rule and what bandit knows of
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive auditor api clients tools training

fuzz: .venv/installed  ## every reader fed with inputs that grow worse, FUZZ_SECONDS each (half an hour), two at a time
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS) --jobs $(FUZZ_JOBS)

contract: .venv/installed  ## the API held to its own description: CONTRACT_WALKS ways through it for every scope: 20 minutes
	CONTRACT_WALKS=$(CONTRACT_WALKS) CONTRACT_EXAMPLES=$(CONTRACT_EXAMPLES) \
	    $(BIN)/python -m pytest -s tests/api/test_contract.py tests/api/test_contract_stateful.py

lock: .venv/installed  ## the versions of the service's image, with their hashes, into deploy/requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	    --custom-compile-command "make lock" --extra postgresql --extra serve --output-file deploy/requirements.lock pyproject.toml

licences: .venv/installed  ## docs/licences.md, from what is installed
	$(BIN)/python tools/licences.py

audit-dependencies: .venv/installed  ## known vulnerabilities in what the image installs; needs an index with advisories
	$(BIN)/python tools/audit_dependencies.py

test-lowest: .venv/installed  ## the test suite on the oldest versions that pyproject.toml allows, in .venv-lowest
	$(BIN)/uv venv --quiet --clear .venv-lowest
	VIRTUAL_ENV=.venv-lowest $(BIN)/uv pip install --quiet --resolution lowest-direct --editable ".[dev]"
	PATH="$(CURDIR)/.venv-lowest/bin:$$PATH" .venv-lowest/bin/python -m pytest -n auto --dist loadfile --ignore tests/performance \
	    -k "not licence"  # these are of the versions that people get

format: .venv/installed  ## put every file into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

clean:  ## what can be made again
	rm -rf .venv .venv-lowest build dist *.egg-info reports/out var .coverage
