/** Which hosts there are, as plain lists, Ansible and Azure tell it. */
package dev.provision.fleet.inventory;
