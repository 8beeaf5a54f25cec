# What people and pipelines do here; `make` alone explains.
.DEFAULT_GOAL := help
.PHONY: help demo test faults fuzz bench bench-fleet unit build dist image golden fmt clean always
.NOTPARALLEL:
SHELL := /bin/bash

MAVEN ?= mvn --batch-mode --no-transfer-progress
VERSION := $(shell sed -n '0,/<version>/s:.*<version>\(.*\)</version>.*:\1:p' pom.xml)
SOURCES := pom.xml README.md LICENSE .mvn/maven.config $(shell find src/main templates profiles ansible-compat -type f)
PRODUCT := target/dist/provision

-include src/lab/lab.mk

help: ## Print this
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | \
	  while IFS=$$'\t' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

demo: target/prerequisites target/built ## Boot a machine, plan, apply and verify on it
	@src/lab/demo

test: target/prerequisites target/NEWS.md ## Run every test, from units to virtual machines
	$(MAVEN) verify

faults: target/prerequisites ## Harm an apply at each point, or at POINTS=5; a table in target/faults.md
	$(MAVEN) verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dit.test='FaultsIT,TreeFaultsIT,TroubledHostIT' -Dfaults=$(or $(POINTS),100000) \
	  -Dtree.faults=$(or $(POINTS),100000) -Dtroubles=100000 \
	  -Dseed=$(or $(SEED),$(shell date +%Y%m%d))

fuzz: target/prerequisites ## Feed every reader with what nobody would write, SECONDS=60 each
	$(MAVEN) --quiet test -Dtest='*FuzzTest' -Dfuzz.seconds=$(or $(SECONDS),60)

bench: target/prerequisites target/bench-prerequisites target/built ## Measure it beside Ansible and a script; see README.md
	$(MAVEN) --quiet test-compile failsafe:integration-test failsafe:verify -Dit.test=BenchIT \
	  $(ROUNDS:%=-Dbench.rounds=%) $(if $(RTT),"-Dbench.rtt=$(RTT)") $(if $(ONLY),"-Dbench.only=$(ONLY)") \
	  $(if $(PEERS),"-Dbench.peers=$(PEERS)") $(if $(KEEP),-Dbench.keep=true)

bench-fleet: target/prerequisites target/bench-prerequisites target/built ## Compare a fleet on this machine, as root; HOSTS=1000
	$(MAVEN) --quiet test-compile failsafe:integration-test failsafe:verify -Dit.test=FleetBenchIT \
	  $(HOSTS:%=-Dbench.hosts=%) $(SAMPLE:%=-Dbench.sample=%) $(if $(KEEP),-Dbench.keep=true)

unit: target/prerequisites ## Run the tests that need no machine
	$(MAVEN) test

build: target/prerequisites target/built ## Build target/dist/provision/bin/provision

dist: target/prerequisites target/built ## Build target/provision-VERSION.tar.gz and a Debian package
	@test -s $(PRODUCT)/sbom.cdx.json || { echo 'no sbom.cdx.json: Maven was offline' >&2; exit 1; }
	src/main/dist/tarball $(PRODUCT) $(VERSION) target/provision-$(VERSION).tar.gz
	src/main/deb/build $(PRODUCT) $(VERSION) target/provision_$(VERSION)_all.deb
	@ls -l target/provision-$(VERSION).tar.gz target/provision_$(VERSION)_all.deb

image: dist ## Build the container image localhost/provision, on BASE if that is set
	buildah build --file src/main/container/Containerfile $(BASE:%=--build-arg BASE=%) \
	  --build-arg DEB=provision_$(VERSION)_all.deb --tag localhost/provision:$(VERSION) target

golden: target/prerequisites ## Write the expected files of tests anew; read the diff
	$(MAVEN) test -Dgolden.update=true

fmt: target/prerequisites ## Format the Java sources
	$(MAVEN) --quiet spotless:apply

clean: ## Delete what was built
	rm -rf target

# Installs what is missing, asks for root only then.
target/prerequisites: src/lab/prerequisites
	src/lab/prerequisites
	@mkdir -p target && touch $@

target/bench-prerequisites: src/bench/prerequisites
	src/bench/prerequisites
	@mkdir -p target && touch $@

# Of HEAD, so each build asks; what is built from it is only as new as its text.
target/NEWS.md: always
	@mkdir -p target && src/main/dist/release-notes $(VERSION) >$@.new
	@cmp --quiet $@.new $@ && rm $@.new || mv $@.new $@

# The archive of loaded classes halves the start-up; without it everything works as well.
target/built: $(SOURCES) target/NEWS.md
	rm -rf target/lib target/licences target/dependency-maven-plugin-markers target/sbom.cdx.json $(PRODUCT)
	$(MAVEN) --quiet -Dmaven.test.skip=true package
	cd target/lib && sha256sum --check --quiet --strict ../../src/main/dist/lib.sha256
	-PROVISION_ARCHIVE=create $(PRODUCT)/bin/provision
	@touch $@
