/** Plan, apply, verify and roll back one host. */
package dev.provision.engine;
