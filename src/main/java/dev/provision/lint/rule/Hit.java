package dev.provision.lint.rule;

import dev.provision.lint.pipeline.Spot;

/** Where a rule found something, and what. */
public record Hit(Spot spot, String message) {}
