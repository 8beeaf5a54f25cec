/** What a build sends: the files of a folder, less those that it ignores, as one tar archive. */
package dev.provision.podman.context;
