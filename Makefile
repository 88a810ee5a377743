# The whole project from a fresh clone: Python 3.11 or newer and make are all it needs.
# What is installed is what requirements.lock says, to the byte; `make lock` renews it.
PYTHON ?= python3
unexport PYTHONDONTWRITEBYTECODE # a shell that has it compiles 500 modules anew for every command that a test starts
BIN := .venv/bin
PORT ?= 8000
BASE ?= HEAD
COUNT ?= 60
SEED ?= 1
ONLY ?=
IMAGE ?=
FUZZ_SECONDS ?= 1800
FUZZ_JOBS ?= 2
REQUESTS ?= 100000
CONTRACT_WALKS ?= 100
CONTRACT_EXAMPLES ?= 200
UV := .venv/bin/uv
LOCK := $(UV) pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock"

.PHONY: serve test coverage test-libreoffice test-deploy test-cms test-latest test-lowest fuzz contract doors storm siege \
	load bench compare mutants conditions defences slips audit lock licences audit-dependencies pin-images clients sbom sign lint format clean

serve: .venv/service  ## the service on http://127.0.0.1:8000, with the articles of seeds/ audited
	@echo "Auditing seeds/, then serving: pages on http://127.0.0.1:$(PORT)/, the API on /docs there; Ctrl-C ends it"
	$(BIN)/auditor serve --port $(PORT) --seed seeds

test: .venv/installed  ## the whole test suite
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not alone"
	$(BIN)/python -m pytest -m alone

coverage: .venv/installed  ## which lines the suite never runs; it takes twice as long, so that CI does without
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not alone" --cov --cov-report=term:skip-covered --cov-fail-under=90

storm: .venv/installed  ## 1,000 workers killed at work, on SQLite and on PostgreSQL: half an hour
	$(BIN)/python -m tests.jobs.storm sqlite --kills 1000
	$(BIN)/python -m tests.jobs.storm postgresql --kills 1000

siege: .venv/installed  ## what others wait while followers, guessers and readers keep the service busy: 3 minutes
	$(BIN)/python -m tests.performance.serving.siege

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

compare: .venv/installed  ## every finding gained and lost since BASE (HEAD) in ARTICLES, .jsonl or .jsonl.xz; else in our own
	$(BIN)/python -m tools.compare $(BASE) $(ARTICLES)

mutants: .venv/installed  ## COUNT (60) constants and guards changed one by one, of files that begin with ONLY; those that no test notices: 20 minutes
	nice $(BIN)/python -m tools.mutants --count $(COUNT) --seed $(SEED) --only "$(ONLY)"

conditions: .venv/installed  ## what decides in files that begin with ONLY and was never both true and false in the tests: 5 minutes
	nice $(BIN)/python -m tools.conditions --only "$(ONLY)"

defences: .venv/installed  ## each defence of tests/security/defences.toml broken, and those whose loss no test notices: 12 minutes
	nice $(BIN)/python -m tools.mutants.defences --only "$(ONLY)"

slips: .venv/installed  ## the slips of ARTICLES that are found where few untouched ones, also of UNTOUCHED, are flagged
	$(BIN)/python -m tools.evaluate_slips $(ARTICLES) --untouched $(UNTOUCHED) --verdicts $(VERDICTS)

audit: .venv/service  ## the articles of seeds/ into reports/out/index.html
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

doors: .venv/installed  ## REQUESTS (100,000) of the worst kind at all routes, on SQLite, as many on PostgreSQL, and 3,000 of raw bytes to each server: an hour
	DOOR_REQUESTS=$(REQUESTS) $(BIN)/python -m pytest -s tests/security/test_doors.py
	DOOR_RAW_REQUESTS=3000 $(BIN)/python -m pytest -s tests/security/test_raw_doors.py

lock: .venv/service  ## every lock anew, on today's versions; that of the service's image is a part of requirements.lock
	$(LOCK) --extra dev --output-file requirements.lock pyproject.toml
	$(LOCK) --extra postgresql --extra serve --extra oidc --group build --constraint requirements.lock --no-annotate \
	    --output-file deploy/requirements.lock pyproject.toml
	$(LOCK) --constraint requirements.lock --no-annotate \
	    --output-file tests/cms/wagtail.lock clients/wagtail/pyproject.toml
	$(LOCK) --constraint requirements.lock --no-annotate \
	    --output-file tests/cms/wagtail7.lock clients/wagtail/pyproject.toml tests/cms/wagtail7.in

licences: .venv/installed  ## docs/licences.md, from what is installed
	$(BIN)/python tools/licences.py

audit-dependencies: .venv/installed  ## known vulnerabilities in what the image installs; needs an index with advisories
	$(BIN)/python tools/audit_dependencies.py

pin-images:  ## the digest of today behind the tag of every image of deploy/; needs skopeo
	deploy/pin-images

sbom: .venv/installed  ## what the image is made of, as CycloneDX: dist/article-auditor.cdx.json
	@mkdir -p dist
	$(BIN)/python -m tools.sbom > dist/article-auditor.cdx.json

clients: .venv/service  ## what is installed inside a CMS, into dist/: a wheel for Wagtail, a zip for WordPress, a package for Node
	$(BIN)/python -m tools.clients

sign:  ## what lies in dist/, and IMAGE (NAME@sha256:...) with its bill of materials, by cosign in the name of who calls it
	@case "$(IMAGE)" in ""|*@sha256:*) ;; *) echo "IMAGE is named by its digest, NAME@sha256:..."; exit 2;; esac
	for file in dist/*.whl dist/*.tar.gz dist/*.zip dist/*.tgz dist/*.cdx.json; do \
	    cosign sign-blob --yes --bundle "$$file.sigstore.json" "$$file" || exit; done
	$(if $(IMAGE),cosign sign --yes $(IMAGE))
	$(if $(IMAGE),cosign attest --yes --type cyclonedx --predicate dist/article-auditor.cdx.json $(IMAGE))

test-latest: .venv/service  ## `make test` on the newest versions that pyproject.toml allows, in .venv-latest
	$(UV) venv --quiet --clear --python $(BIN)/python .venv-latest
	$(UV) pip install --quiet --python .venv-latest --resolution highest --editable ".[dev]"
	$(MAKE) BIN=.venv-latest/bin test

test-lowest: .venv/service  ## the test suite on the oldest versions that pyproject.toml allows, in .venv-lowest
	$(UV) venv --quiet --clear --python 3.11 .venv-lowest  # later ones have no wheels of them
	$(UV) pip install --quiet --python .venv-lowest --resolution lowest-direct --editable ".[dev]"
	.venv-lowest/bin/python -m pytest -n auto --dist loadfile -m "not alone" --ignore tests/performance \
	    -k "not licence"  # these are of the versions that people get

format: .venv/installed  ## put every file into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What the image installs is all that `make serve` and `make audit` need: they do not wait for the tools of developers.
.venv/service: requirements.lock deploy/requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed, $(PYTHON) is ' \
	    + sys.version.split()[0] + '. Name another: make PYTHON=python3.12')"
	@echo "Installing the service into .venv, once: some 50 packages, 70 MB ..."
	@$(PYTHON) -m venv .venv
	@sed -n '/^uv==/,/# via/p' requirements.lock > .venv/uv.lock  # which installs the rest ten times as fast as pip
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .venv/uv.lock
	@$(UV) pip install --quiet --python .venv --require-hashes --requirement deploy/requirements.lock
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed: .venv/service
	@echo "Installing the tools of developers into .venv, once: some 110 packages more, 300 MB ..."
	@$(UV) pip sync --quiet --python .venv --require-hashes requirements.lock
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	@touch $@

clean:  ## what can be made again
	rm -rf .venv .venv-latest .venv-lowest build dist *.egg-info reports/out var .coverage
