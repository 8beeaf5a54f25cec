/**
 * As much of HTTP/1.1 (RFC 9112) as a client of podman's API needs, over any byte stream: the JDK's
 * own client speaks to TCP only.
 */
package dev.provision.podman.http;
