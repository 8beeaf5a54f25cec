package dev.provision.containers;

/** A file's text, with the path by which messages name it. */
public record NamedText(String path, String text) {}
