package dev.provision.lint.pipeline;

import dev.provision.lint.yaml.YamlNode;
import java.nio.file.Path;

/**
 * A file that was read.
 *
 * @param name as the user would name it
 * @param text the whole of it
 */
public record Source(Path path, String name, YamlNode root, String text) {}
