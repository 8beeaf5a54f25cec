/** Names of images. */
package dev.provision.containers.reference;
