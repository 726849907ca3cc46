# `make run` opens dateline, `make test` runs every check; both set themselves up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready

.PHONY: run test check format types lint contracts unit thorough screenshot clean

run: $(VENV)/.run-ready ## open the reader
	@$(BIN)/dateline

# For running, dateline alone; for checking, the tools as well.
$(VENV)/.run-ready: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.run-ready

test: check unit ## every check

check: lint types contracts ## the quick half

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy
	$(BIN)/basedpyright

contracts: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP)
	$(BIN)/pytest -n 5 --dist worksteal

# docs/architecture.md says what each of them is.
thorough: export EXAMPLES := all
thorough: export PACES := all
thorough: export FAULTS := all
thorough: export KILLS := 200
thorough: unit ## the tests, with all that the suite tries a part of each time

format: $(STAMP) ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshot: $(STAMP) ## make the pictures of the documents from the real app
	$(BIN)/python docs/make_pictures.py
	$(BIN)/python docs/make_tour.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache
