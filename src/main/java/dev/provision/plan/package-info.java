/**
 * The nouns of a run: a {@link dev.provision.plan.Fact} asks the host, a {@link
 * dev.provision.plan.Change} is a difference, a {@link dev.provision.plan.Step} removes it.
 */
package dev.provision.plan;
