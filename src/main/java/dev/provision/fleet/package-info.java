/**
 * Many hosts at once: each is asked what one host would be asked, with limits on time and number,
 * and told of as soon as it has answered.
 */
package dev.provision.fleet;
