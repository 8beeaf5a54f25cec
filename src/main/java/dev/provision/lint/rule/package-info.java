/**
 * One class for each thing that breaks, with its source. A rule says nothing of what is unknown,
 * and claims only what has a source.
 */
package dev.provision.lint.rule;
