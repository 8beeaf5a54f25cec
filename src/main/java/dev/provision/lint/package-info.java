/**
 * What breaks in a pipeline on a runner with rootless podman in docker's place. {@link
 * dev.provision.lint.PipelineFolder} alone reads files; rules are in {@code rule}.
 */
package dev.provision.lint;
