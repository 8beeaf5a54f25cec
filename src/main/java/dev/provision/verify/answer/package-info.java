/** What the functions on the host print, as values. Hostile and truncated answers are expected. */
package dev.provision.verify.answer;
