/**
 * A TOML file to a sound, typed {@link dev.provision.profile.Profile}, or to all problems at once.
 * The only place with Jackson's TOML.
 */
package dev.provision.profile;
