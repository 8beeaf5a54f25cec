/**
 * Azure Pipelines' YAML as jobs with their containers and steps. Where it branches on an expression
 * all branches are read, since which one is taken is decided elsewhere.
 */
package dev.provision.lint.pipeline;
