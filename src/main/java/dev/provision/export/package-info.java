/**
 * A profile for tools that make runners without provision on their side: the same desired state,
 * told in their words.
 */
package dev.provision.export;
