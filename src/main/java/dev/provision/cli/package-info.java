/** Parse, wire, exit. The only place with picocli; nothing depends on this package. */
package dev.provision.cli;
