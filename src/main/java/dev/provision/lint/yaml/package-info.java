/**
 * YAML as a tree in which everything has its place. The only package that knows the parser. It
 * takes the parser's events, not the nodes that it would compose of them: so that limits of depth,
 * size and aliases hold while reading, not after.
 */
package dev.provision.lint.yaml;
