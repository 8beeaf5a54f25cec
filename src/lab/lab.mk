# Included by the top Makefile: a machine to try things on. LAB names it, DISTRO what it runs.

LAB ?= demo
DISTRO ?= bookworm
lab := src/lab/lab

.PHONY: lab-up lab-ssh lab-reset lab-down

lab-up: ## boot the machine LAB (default demo) with DISTRO (bookworm or trixie), or resume it
	src/lab/prerequisites
	$(lab) up $(LAB) --distro $(DISTRO)

lab-ssh: ## a shell on the machine LAB
	$(lab) ssh $(LAB)

lab-reset: ## the machine LAB as it was after its first boot
	$(lab) reset $(LAB)

lab-down: ## stop the machine LAB and delete it
	$(lab) down $(LAB)
