package dev.provision.lint.yaml;

/** Why a file, or a part of it, is not what it should be. */
public record YamlProblem(Place place, String message) {}
