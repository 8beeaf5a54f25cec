/**
 * Results as text for people and machines. Pure: nothing here looks at a host or writes to a
 * stream. Every value that came from elsewhere passes {@link dev.provision.report.HostText}.
 */
package dev.provision.report;
