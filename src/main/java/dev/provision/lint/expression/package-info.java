/**
 * What can be known of a value before a pipeline runs: literals, and variables and parameters that
 * are literals in the same file. Everything else is unknown, and never guessed.
 */
package dev.provision.lint.expression;
