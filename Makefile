# Eén opdracht om te starten (make run), één om te testen (make test), één om neer te zetten (docker compose up).
DATA ?= data
PORT ?= 8000
BIND ?= 127.0.0.1
DEMO ?= 1
FULL ?=
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak fmt lock clean

help: ## deze lijst
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile

run: export DATA_DIR = $(DATA)
run: export PORT := $(PORT)
run: export BIND := $(BIND)
run: export DEMO := $(DEMO)
run: ## start Samenspel op deze computer (DATA=data PORT=8000 BIND=127.0.0.1 DEMO=1)
	@bin/run

test: export FULL := $(FULL)
test: ## alle tests, op SQLite en op PostgreSQL (FULL=1: niets mag ontbreken; ARGS="tests/ops -k start")
	@bin/test $(ARGS)

check: ## stijl, typen, lagen, migraties, instellingen en de snelle tests
	@bin/check

bench: ## meet de snelheid bij veel gegevens
	@bin/test --only bench $(ARGS)

soak: export FULL := $(FULL)
soak: ## de lange duurproef (FULL=1: ook LibreOffice moet er zijn)
	@bin/test --only soak $(ARGS)

fmt: ## zet code en imports in de huisstijl
	@bin/setup dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

lock: ## leg alle pakketten opnieuw vast, met hashes
	@bin/lock

clean: ## ruim op wat opnieuw te maken is (je gegevens blijven staan)
	@bin/clean
