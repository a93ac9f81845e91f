# The course's commands. Each sets up what it needs, once; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup learn progress data build release class grade report site test lint format lock clean
LESSON ?= 01-single-output
# tests at once; each may hold a TensorFlow of its own, about 1 GB
JOBS ?= 2
BIN := .venv/bin
# a container often knows no user but root, whom Jupyter refuses otherwise
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
export JUPYTER_PREFER_ENV_PATH := 1
export TF_CPP_MIN_LOG_LEVEL ?= 3

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r c t; do printf '%-14s %s\n' "$$c" "$$t"; done

setup: ## install what the course needs into .venv; the others do it when it is missing
	@sh tools/setup.sh

learn: setup ## open JupyterLab on lesson 1 (LESSON=… for another)
	@$(BIN)/jupyter lab $(AS_ROOT) --log-level=WARN --LabApp.default_url=/lab/tree/notebooks/$(LESSON).ipynb

progress: setup ## see which exercises are done
	@$(BIN)/python -m autograder progress

data: setup ## fetch the data that the lessons train on (set-up has done it)
	@$(BIN)/python -m unrolled.data

build: setup ## make source, release and notebooks from the .py files (LESSON=… for one)
	@$(BIN)/python -m tools.build $(if $(filter file default,$(origin LESSON)),,$(LESSON))

release: setup ## make only the students' version of the lessons
	@$(BIN)/python -m tools.build --only release

class: setup ## put a demonstration class of 12 into submitted/
	@$(BIN)/python -m tools.demo_class

grade: setup ## grade what is in submitted/ (LESSON=01-single-output)
	@$(BIN)/python -m unrolled.data --seal data/sealed >/dev/null
	@$(BIN)/python -m autograder grade $(LESSON)

report: setup ## write grades.csv and report.html anew from the gradebook (LESSON=…)
	@$(BIN)/python -m autograder report $(LESSON)

site: setup ## make the course's web site in site/_build/html/
	@$(BIN)/python -m sphinx -W --keep-going -q -b html -d site/_build/trees site site/_build/html
	@echo "Made site/_build/html/index.html; open it in a browser."

test: setup lint ## prove that every notebook, figure and check holds
	@$(BIN)/python -m pytest -n $(JOBS)
	@AUTOGRADER_PROGRESS=off $(BIN)/python -m pytest -n $(JOBS) -o addopts= --dist loadfile --nbval \
		--nbval-current-env --nbval-sanitize-with tests/nbval.cfg notebooks

lint: setup ## check the form and the types of every .py
	@$(BIN)/ruff format --check --quiet . || { echo "Run make format: the files above are not in the course's form."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy

format: setup ## bring every .py into the course's form
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

lock: setup ## lock the newest versions in requirements.txt and environment.yml
	@$(BIN)/python -m tools.lock

clean: ## remove what grading and the site made (never submissions, never the gradebook)
	@rm -rf autograded feedback grades.csv report.html report site/_build site/notebooks .pytest_cache .mypy_cache .ruff_cache
