# Thaw. `make run` serves the site, `make test` checks everything, `make dev` is for writing it.
PYTHON ?= python3
PORT ?= 8000
export SITE_URL ?= http://localhost:$(PORT)
# Said, it stays: glibc would raise it by itself, and keep for good some ten MiB that papers took.
export MALLOC_TRIM_THRESHOLD_ ?= 2097152
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: run dev test requirements sbom bench lighthouse observatory fuzz faults soak

run: .venv/run.stamp
	@$(BIN)/python manage.py build_pages
	@$(BIN)/python manage.py prepare
	@echo "Thaw is at http://localhost:$(PORT) (Ctrl-C stops it)"
	@exec $(BIN)/granian config.wsgi:application --interface wsgi --http 1 --host 127.0.0.1 --port $(PORT) \
		--workers 2 --blocking-threads 2 --workers-kill-timeout 3s --no-ws --log-level warning

dev: .venv/dev.stamp
	@DEBUG=1 $(BIN)/python manage.py prepare
	@echo "Thaw is at http://localhost:$(PORT) and reloads as you save (Ctrl-C stops it)"
	@DEBUG=1 exec $(BIN)/python manage.py runserver $(PORT)

test: .venv/dev.stamp
	@BIN=$(BIN) tests/run

# Each takes long, and is no part of `make test`, which has a short form of it.
fuzz: .venv/dev.stamp
	@$(BIN)/python -m tests.attack

faults: .venv/dev.stamp
	@$(BIN)/python -m tests.faults

soak: .venv/dev.stamp
	@$(BIN)/python -m tests.faults.soak

bench: .venv/dev.stamp
	@$(BIN)/python -m bench

lighthouse: .venv/dev.stamp
	@$(BIN)/python -m bench.lighthouse

observatory: .venv/dev.stamp
	@$(BIN)/python -m bench.observatory

sbom: .venv/dev.stamp
	@mkdir -p build
	@$(BIN)/cyclonedx-py requirements requirements.txt --output-format JSON --output-file build/sbom.cdx.json
	@echo "build/sbom.cdx.json names every package that runs the site."

requirements: .venv/dev.stamp
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --upgrade --output-file requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
		--no-emit-find-links --no-emit-trusted-host --upgrade --output-file requirements-dev.txt requirements-dev.in

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Thaw needs Python 3.11 or newer")'
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	@echo "Installing what runs the site (once)"
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing what tests the site (once)"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
