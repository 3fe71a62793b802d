# make run   the whole pipeline on the embedded sample, end to end
# make test  the full test suite
# Both first create .venv from requirements.lock (Python 3.11 to 3.13; uv where it can be had, else pip).
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
STANCE := $(VENV)/bin/stance

.PHONY: help install run test check lock clean

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

lock: install    ## resolve requirements.lock anew
	@$(VENV)/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --no-emit-index-url --no-header --upgrade -q -o requirements.lock

clean:           ## remove the environment and everything the stages wrote
	@rm -rf $(VENV) data/articles data/statements data/gold data/model data/evaluation
