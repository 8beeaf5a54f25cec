/** The checks, each a rule with its source, and {@link dev.provision.verify.check.Checks}. */
package dev.provision.verify.check;
