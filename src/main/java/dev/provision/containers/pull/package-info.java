/** What becomes of a pull: names, places and the policy's verdict together. */
package dev.provision.containers.pull;
