package dev.provision.lint.rule;

/**
 * What people read of a rule.
 *
 * @param id as in findings and in {@code disable=}
 * @param why in one line
 * @param source who says so: a URL
 * @param remedy what to do
 */
public record RuleText(String id, String why, String source, String remedy) {}
