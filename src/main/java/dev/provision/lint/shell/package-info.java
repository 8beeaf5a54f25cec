/**
 * A small, careful reader of the commands in a script. What it does not understand it passes over,
 * and rules say nothing of it.
 */
package dev.provision.lint.shell;
