# Everything that people and machines do with this repository. `make help` lists it.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: help demo demo-check test lint storm bench clean setup build test-swift test-browser test-judges test-storm test-kill test-demo
.PHONY: kernel-test test-kernel fuzz build-fuzz test-fuzz test-waiting

# Hashes are the same in every process, so that a failure comes again.
export SWIFT_DETERMINISTIC_HASHING := 1

# One compiler for each core, but none without 2 GB of its own.
JOBS ?= $(shell awk -v cores=$$(nproc) '/^MemAvailable/ { n = int($$2 / 2000000); print n < 1 ? 1 : n < cores ? n : cores }' /proc/meminfo)
BUILD := swift build --jobs $(JOBS) --explicit-target-dependency-import-check error
STEP := packaging/step.sh
# How many notes storm puts in, over how many seeds, and what else it is told: make storm STORM="--seed 7 --trace".
NOTES ?= 20000
STORM ?=
# How long `make fuzz` feeds each parser, and which (empty: all): make fuzz SECONDS=600 PARSERS="ebds ssp".
SECONDS ?= 60
PARSERS ?=
# Within make test: each parser, each driver's life, and the seed: the same walk every time, so that main is not red by chance.
# `make fuzz` draws a new one.
FUZZ_SECONDS ?= 60
FUZZ_LIFE_SECONDS ?= 20
FUZZ_SEED ?= 1
# Where the browser tests leave their pictures; empty: nowhere.
OUT ?=

help:
	@echo 'make demo        the practice office: devices, service, pages (Ctrl-C ends it)'
	@echo 'make demo-check  the practice office, one visit paid by a program, one line'
	@echo 'make test        everything that must be green: build, tests, browser, judges, fuzz, storm, kill'
	@echo 'make kernel-test devices and service on a real kernel, in a QEMU guest (two minutes)'
	@echo 'make lint        format, pages and shell scripts'
	@echo 'make storm       the simulated world at full speed (NOTES=1000000; STORM="--seed N")'
	@echo 'make fuzz        libFuzzer on every parser and driver (SECONDS=60 each; PARSERS="ebds ssp")'
	@echo 'make bench       how fast, how large'
	@echo 'make setup       toolchain and Debian packages (packaging/apt.txt)'
	@echo 'make clean       what was built and what demos left'

demo: setup
	@packaging/demo.sh

# Nothing but its one line on standard output.
demo-check:
	@packaging/setup.sh >&2
	@packaging/demo.sh --check

setup:
	@packaging/setup.sh

build: setup
	@$(STEP) 'build with tests' $(BUILD) --build-tests

# In this order. Two at a time where one of them leaves cores idle (browsers, judges and the kill test mostly wait); the
# fuzzer is nice, and takes what is left. The kernel test has the machine for itself: a build beside it doubles its time.
test:
	@$(MAKE) --no-print-directory build
	@$(MAKE) --no-print-directory test-swift
	@KERNEL_TEST=$${KERNEL_TEST-required} $(MAKE) --no-print-directory test-kernel
	@$(MAKE) --no-print-directory build-fuzz
	@$(MAKE) --no-print-directory -j 2 -O test-waiting test-fuzz
	@$(MAKE) --no-print-directory test-storm
	@$(MAKE) --no-print-directory test-demo

test-waiting:
	@$(MAKE) --no-print-directory test-browser
	@$(MAKE) --no-print-directory test-judges
	@$(MAKE) --no-print-directory test-kill

test-swift:
	@$(STEP) 'swift tests' packaging/swift-test.sh swift-test --skip KillTests

# By itself: without QEMU it says so in one line. Within make test, and with KERNEL_TEST=required, that is a fault.
kernel-test: build
	@$(MAKE) --no-print-directory test-kernel

test-kernel:
	@$(STEP) 'kernel test' Tests/Kernel/run.sh

test-browser:
	@$(STEP) 'browser tests' env OUT="$(OUT)" Tests/Browser/run.sh pages

# Programs that we did not write, at our simulators.
test-judges:
	@$(STEP) 'judges' env OUT="$(OUT)" Tests/Judges/run.sh

build-fuzz:
	@$(STEP) 'fuzz build' nice -n 19 env JOBS=$(JOBS) packaging/fuzz.sh --build

# Every parser and driver; `make fuzz SECONDS=600` is the long one.
test-fuzz:
	@$(STEP) 'fuzz, $(FUZZ_SECONDS) s each' nice -n 19 env SECONDS_EACH=$(FUZZ_SECONDS) LIFE_SECONDS=$(FUZZ_LIFE_SECONDS) \
	  FUZZ_SEED=$(FUZZ_SEED) JOBS=$(JOBS) packaging/fuzz.sh

test-storm:
	@$(STEP) 'storm, $(NOTES) notes' $(MAKE) --no-print-directory storm

# Apart from the others, because it kills the real program over and over and takes its time.
test-kill:
	@$(STEP) 'kill test' packaging/swift-test.sh kill-test --filter KillTests

# The practice office as anybody starts it, one bill paid by a program.
test-demo:
	@$(STEP) 'demo-check' env TILLKEEPER_PORT=18080 TILLSIM_PORT=18081 packaging/demo.sh --check
	@$(STEP) 'browser at the practice office' env OUT="$(OUT)" TILLKEEPER_PORT=18080 TILLSIM_PORT=18081 \
	  packaging/demo.sh --browse

lint:
	@$(STEP) 'swift format' swift format lint --strict --configuration .swift-format -r Package.swift Sources Drivers \
	  Simulators Tests
	@$(STEP) 'pages as files' env PYTHONPATH=Tests/Browser python3 -B -m unittest test_files
	@if command -v shellcheck >/dev/null; then \
	  $(STEP) 'shellcheck' shellcheck packaging/*.sh .ci/run Tests/Browser/run.sh Tests/Judges/run.sh \
	  Tests/Kernel/run.sh Tests/Kernel/guest.sh Tests/Kernel/init; \
	else echo '== shellcheck: not installed, the shell scripts were not read'; fi

storm:
	@swift run -c release --jobs $(JOBS) storm --notes $(NOTES) $(STORM)

fuzz:
	@JOBS=$(JOBS) SECONDS_EACH=$(SECONDS) packaging/fuzz.sh $(PARSERS)

bench:
	@if [ -x packaging/bench.sh ]; then packaging/bench.sh; \
	else echo 'bench: packaging/bench.sh is not there yet' >&2; exit 1; fi

clean:
	swift package clean
	rm -rf .demo .ci/out .build/logs
