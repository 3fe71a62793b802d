# make run         the whole pipeline on the embedded sample, end to end
# make test        what to run at each change
# make test-all    with the slow tests too
# make test-torch  the tests that train networks
# All first create .venv from requirements.lock (Python 3.11 to 3.13; uv where it can be had, else pip); the last one a
# .venv-torch, with requirements-torch.lock too.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
STANCE := $(VENV)/bin/stance
COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-emit-index-url --no-header -q
# What is locked beside requirements.lock, and installed together with it.
BESIDE := -c requirements.lock $$(sed -n 's/^\([^ =]*\)==.*/--no-emit-package \1/p' requirements.lock | sort -u)
# Where it is set (many images do), each of the hundreds of processes of a run compiles all its libraries again.
unexport PYTHONDONTWRITEBYTECODE
PYTEST = PATH="$(CURDIR)/$(1)/bin:$$PATH" $(1)/bin/python -m pytest

.PHONY: help install run test test-all test-torch check benchmark lock clean

help:            ## this text
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /' | sort

install: $(VENV)/installed ## the environment, from the lock file

$(VENV)/installed: requirements.lock pyproject.toml scripts/install.sh
	@sh scripts/install.sh $(VENV)
	@touch $@

run: install     ## the pipeline on the embedded sample, then a table of results
	@git rev-parse --git-dir > /dev/null 2>&1 || { \
	  echo "This folder is no git repository, which DVC needs (a ZIP holds none). Type: git init && make run" >&2; exit 2; }
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/dvc repro
	@$(STANCE) doctor --summary

test: install    ## the tests to run at each change
	@$(call PYTEST,$(VENV))

test-all: install ## those and the slow ones
	@$(call PYTEST,$(VENV)) -m "not torch"

test-torch: $(VENV)-torch/installed ## the tests that train networks; what passed is written into .ci/torch-tested
	@$(call PYTEST,$(VENV)-torch) -m torch tests/train tests/recipes
	@sh scripts/torch_sources.sh > .ci/torch-tested

$(VENV)-torch/installed: requirements.lock requirements-torch.lock pyproject.toml scripts/install.sh
	@sh scripts/install.sh $(VENV)-torch requirements-torch.lock
	@touch $@

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
	@$(COMPILE) --extra finetune $(BESIDE) -o requirements-torch.lock

clean:           ## remove the environment and everything the stages wrote
	@rm -rf $(VENV) $(VENV)-torch data/articles data/statements data/gold data/model data/evaluation
