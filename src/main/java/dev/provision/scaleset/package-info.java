/** What the scale-set script does to a live instance, and which differences that explains. */
package dev.provision.scaleset;
