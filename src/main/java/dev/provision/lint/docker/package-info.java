/** Calls of docker in scripts and tasks, taken apart as docker's own command line is. */
package dev.provision.lint.docker;
