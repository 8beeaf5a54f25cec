/**
 * A TOML file to a sound, typed {@link dev.provision.profile.Profile}, or to all problems at once.
 * The only place with Jackson's TOML.
 *
 * <p>The way of a profile: {@code ProfileNames} finds it, {@code Ancestry} and {@code Layers} put
 * it together with what it extends and with {@code --set}, the {@code Shape} of each record binds
 * it, {@code Rules} judge what was bound. {@code Origins} knows which file each value came from.
 *
 * <p>A new key: one record component with {@code @Key}, one line in {@code
 * profiles/everything.toml}; the reader, the schema and the reference of keys follow. A new rule:
 * one line in the {@code …Rules} class of the section, and a fixture under {@code profiles/bad}
 * with the exact text.
 */
package dev.provision.profile;
