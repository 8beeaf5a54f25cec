package dev.provision.plan;

/**
 * Something on the host that apply must not or cannot change, and that stands in the way.
 *
 * @param resource id of what cannot be brought about
 */
public record Conflict(String resource, String message, String remedy) {}
