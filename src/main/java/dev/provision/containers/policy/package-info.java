/** policy.json: how it is read and what it says of a name; containers-policy.json(5). */
package dev.provision.containers.policy;
