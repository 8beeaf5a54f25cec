/** Exit codes and the base of all errors: the contract between the packages and the process. */
package dev.provision;
