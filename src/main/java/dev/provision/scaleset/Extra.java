package dev.provision.scaleset;

import dev.provision.profile.Drift.Tolerance;

/**
 * Something on a host that the profile does not ask for.
 *
 * @param resource id as in a plan: {@code account:AzDevOps}
 * @param ofScript whether it is exactly what the scale-set script makes
 * @param tolerance covers what the script makes of this kind
 */
public record Extra(
    String resource, String summary, String remedy, boolean ofScript, Tolerance tolerance) {}
