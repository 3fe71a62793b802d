# make run   the whole pipeline on the embedded sample, end to end
# make test  the full test suite
# Both first create .venv from requirements.lock (Python 3.11 to 3.13; uv where it can be had, else pip).
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
STANCE := $(VENV)/bin/stance
COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-emit-index-url --no-header -q
# What is locked beside requirements.lock, and installed together with it.
BESIDE := -c requirements.lock $$(sed -n 's/^\([^ =]*\)==.*/--no-emit-package \1/p' requirements.lock | sort -u)

.PHONY: help install run test check benchmark lock clean

help:            ## this text
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /' | sort

install: $(VENV)/installed ## the environment, from the lock file

$(VENV)/installed: requirements.lock pyproject.toml scripts/install.sh
	@sh scripts/install.sh $(VENV)
	@touch $@

run: install     ## the pipeline on the embedded sample, then a table of results
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/dvc repro
	@$(STANCE) doctor --summary

test: install    ## the full test suite
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/python -m pytest

check: install   ## formatting, lint and types
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy pipeline

benchmark: install ## speed of the extraction, as ratios against other libraries
	@$(VENV)/bin/uv pip install --quiet --python $(VENV)/bin/python --require-hashes \
	  -r requirements.lock -r benchmarks/requirements.lock
	@$(VENV)/bin/python benchmarks/extract_speed.py
	@$(VENV)/bin/python benchmarks/extract_length.py

lock: install    ## resolve the lock files anew
	@$(COMPILE) --extra study --extra dev --upgrade -o requirements.lock
	@$(COMPILE) --extra benchmarks $(BESIDE) -o benchmarks/requirements.lock

clean:           ## remove the environment and everything the stages wrote
	@rm -rf $(VENV) data/articles data/statements data/gold data/model data/evaluation
