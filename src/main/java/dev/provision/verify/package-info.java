/** One check per class: what a pipeline relies on, asked of the running host. */
package dev.provision.verify;
