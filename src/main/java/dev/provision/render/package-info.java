/**
 * A sound profile to the files that the host shall have. The only place with FreeMarker. Templates
 * print and never decide: what they print is a tested method of a record here. Whatever is TOML or
 * JSON is parsed back and compared with the tree that was meant.
 */
package dev.provision.render;
