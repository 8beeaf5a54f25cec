/** Measures provision beside Ansible and beside a script written by hand: {@code make bench}. */
package dev.provision.bench;
