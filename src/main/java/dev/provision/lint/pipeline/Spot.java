package dev.provision.lint.pipeline;

import dev.provision.lint.yaml.Place;

/**
 * A place in a file.
 *
 * @param file as the user would name it
 */
public record Spot(String file, Place place) {}
