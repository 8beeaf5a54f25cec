/**
 * What of ssh_config(5) tells the built-in SSH where a host is and how to get in. Files are read
 * once, whole; what they say of a host is worked out from that without any I/O but of keys.
 */
package dev.provision.transport.config;
