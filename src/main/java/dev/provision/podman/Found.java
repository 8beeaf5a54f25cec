package dev.provision.podman;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a name stands for.
 *
 * @param description as podman gives it
 */
public record Found(Kind kind, JsonNode description) {}
