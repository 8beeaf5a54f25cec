package dev.provision.transport;

/**
 * How a {@link Script} ended.
 *
 * @param status exit status, 128 plus the number when a signal ended it
 * @param stdout standard output, decoded as UTF-8 with malformed bytes replaced
 * @param stderr standard error, likewise
 */
public record Outcome(int status, String stdout, String stderr) {}
