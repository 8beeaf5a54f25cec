/** registries.conf: how it is read and what it makes of a name; containers-registries.conf(5). */
package dev.provision.containers.registries;
