/** One proof per class: does what a pipeline would do, and takes it away again. */
package dev.provision.verify.proof;
