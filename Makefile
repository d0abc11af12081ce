# The words to work here; `make` alone lists them. ARGS="…" is handed on: make test ARGS="-k receipt".

# Candidates in this order, or one of your own: make run PYTHON=/opt/python/bin/python3
PYTHON ?= python3.13 python3.12 python3.11 python3
WORKERS ?= 2
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check format talk bench soak transcripts screenshot clean

help: ## list these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp config.toml ## set up, fill an empty database with a sample programme, and start
	@exec $(PY) -m bot run --sample $(ARGS)

talk: .venv/run.stamp ## the bot in this terminal
	@exec $(PY) -m bot talk $(ARGS)

test: .venv/dev.stamp ## the whole suite
	@$(PY) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: .venv/dev.stamp ## format, lint and types
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

format: .venv/dev.stamp ## put the code into its form
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

bench: .venv/dev.stamp ## how fast it is, beside bare baselines on the same machine
	@$(PY) -m bench $(ARGS)

soak: .venv/dev.stamp ## a long run under load, with kills
	@$(PY) -m bench.soak $(ARGS)

transcripts: .venv/dev.stamp ## write the transcripts anew from what the bot says now
	@DOITHOAI_REFRESH=1 $(PY) -m pytest tests/transcripts $(ARGS)

screenshot: .venv/dev.stamp ## take the pictures of README and of docs/webchat.md anew
	@$(PY) -m bench.screenshot $(ARGS)
	@$(PY) -m bench.screenshots_webchat $(ARGS)

clean: ## remove what was installed and built; config.toml and data/ stay
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up -----------------------------------------------------------------------------------

config.toml:
	@echo "config.toml: written from config.example.toml"
	@cp config.example.toml config.toml

# pip comes last when a venv is made, so a venv that was broken off is made anew.
.venv/bin/pip:
	@for candidate in $(PYTHON); do \
	  "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  candidate=; \
	done; \
	if [ -z "$$candidate" ]; then \
	  echo "Python 3.11 or newer is missing (looked for: $(PYTHON))." >&2; exit 1; \
	fi; \
	if ! "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "Python's venv module is missing for $$candidate (on Debian: apt install python3-venv)." >&2; exit 1; \
	fi; \
	echo ".venv: made with $$("$$candidate" -V)"; \
	rm -rf .venv && "$$candidate" -m venv .venv

# $(1) is what to install, $(2) the stamps, $(3) what for. pip's own words go to a file; what went wrong is said in one sentence.
define install
	@echo ".venv: installing the packages for $(3), about half a minute"
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-input --retries 2 \
	  -c constraints.txt -e '$(1)' >.venv/install.log 2>&1 || { \
	  if grep -qiE 'connection|timed out|resolution|proxy' .venv/install.log; \
	  then echo "The package registry cannot be reached; pip's words are in .venv/install.log." >&2; \
	  else echo "The packages cannot be installed: $$(grep -m1 ^ERROR .venv/install.log) (more in .venv/install.log)." >&2; \
	  fi; exit 1; }
	@touch $(2)
endef

.venv/run.stamp: pyproject.toml constraints.txt | .venv/bin/pip
	$(call install,.,$@,make run)

.venv/dev.stamp: pyproject.toml constraints.txt | .venv/bin/pip
	$(call install,.[dev],$@ .venv/run.stamp,make test)
