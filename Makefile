# Everything that people and machines do with this repository. `make help` lists it.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: help demo demo-check test lint storm bench clean setup build test-swift test-browser test-storm test-kill

# Hashes are the same in every process, so that a failure comes again.
export SWIFT_DETERMINISTIC_HASHING := 1

# One compiler for each core, but none without 2 GB of its own.
JOBS ?= $(shell awk -v cores=$$(nproc) '/^MemAvailable/ { n = int($$2 / 2000000); print n < 1 ? 1 : n < cores ? n : cores }' /proc/meminfo)
BUILD := swift build --jobs $(JOBS) --explicit-target-dependency-import-check error
STEP := packaging/step.sh
# What storm is given beside a seed of its own: make storm STORM="--seed 7 --notes 200".
STORM ?= --notes 20000
# Where the browser tests leave their pictures; empty: nowhere.
OUT ?=

help:
	@echo 'make demo        the practice office: devices, service, pages (Ctrl-C ends it)'
	@echo 'make demo-check  the practice office, one visit paid by a program, one line'
	@echo 'make test        everything that must be green: build, tests, browser, storm, kill'
	@echo 'make lint        format and shell scripts'
	@echo 'make storm       the simulated world at full speed (STORM="--seed N --notes N")'
	@echo 'make bench       how fast, how large'
	@echo 'make setup       toolchain and Debian packages (packaging/apt.txt)'
	@echo 'make clean       what was built and what demos left'

demo:
	@packaging/demo.sh

demo-check:
	@packaging/demo.sh --check

setup:
	@packaging/setup.sh

build: setup
	@$(STEP) 'build with tests' $(BUILD) --build-tests

# In this order, each after the one before: two builds at once would wait for each other.
test:
	@$(MAKE) --no-print-directory build
	@$(MAKE) --no-print-directory test-swift
	@$(MAKE) --no-print-directory test-browser
	@$(MAKE) --no-print-directory test-storm
	@$(MAKE) --no-print-directory test-kill

test-swift:
	@$(STEP) 'swift tests' packaging/swift-test.sh swift-test --skip KillTests

test-browser:
	@$(STEP) 'browser tests' env OUT="$(OUT)" Tests/Browser/run.sh pages

test-storm:
	@$(STEP) 'storm $(STORM)' $(MAKE) --no-print-directory storm

# Apart from the others, because it kills the real program over and over and takes its time.
test-kill:
	@if [ -d Tests/KillTests ]; then $(STEP) 'kill test' packaging/swift-test.sh kill-test --filter KillTests; \
	else echo '== kill test: NOT THERE YET (Tests/KillTests), nothing was killed'; fi

lint:
	@$(STEP) 'swift format' swift format lint --strict --configuration .swift-format -r Package.swift Sources Drivers \
	  Simulators Tests
	@if command -v shellcheck >/dev/null; then \
	  $(STEP) 'shellcheck' shellcheck packaging/*.sh .ci/run Tests/Browser/run.sh; \
	else echo '== shellcheck: not installed, the shell scripts were not read'; fi

storm:
	@if [ -d Sources/Programs/storm ]; then swift run -c release --jobs $(JOBS) storm $(STORM); \
	else echo '== storm: NOT THERE YET (Sources/Programs/storm), no note was put in'; fi

bench:
	@if [ -x packaging/bench.sh ]; then packaging/bench.sh; \
	else echo 'bench: packaging/bench.sh is not there yet' >&2; exit 1; fi

clean:
	swift package clean
	rm -rf .demo .ci/out .build/logs
