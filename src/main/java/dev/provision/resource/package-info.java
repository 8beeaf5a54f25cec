/** One kind of managed thing per class: how to ask for it, and what would change. */
package dev.provision.resource;
