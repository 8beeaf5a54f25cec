/**
 * A host that was set up by hand to a profile: {@code imports/read.sh} asks everything at once,
 * each {@link dev.provision.imports.Section} puts its part into a {@link
 * dev.provision.profile.Draft}, and what an apply would still change is told beside it.
 *
 * <p>A new key of a profile: a section that reads it, or a line in {@code Untold} with the reason
 * why no host can tell it; a test asks for one of the two.
 */
package dev.provision.imports;
