/**
 * Plan, apply, verify and roll back one host. In the order in which they are best read:
 *
 * <ol>
 *   <li>{@link dev.provision.engine.DesiredState}: what a profile wants, as resources in the order
 *       in which they must come about;
 *   <li>{@code Comparison}: that and what a host said, to a plan and its steps;
 *   <li>{@code Apply}: which orders the host gets next, told from what it said last; the program
 *       that takes them there is {@code transaction.sh}, with its journal and generations;
 *   <li>{@link dev.provision.engine.Engine}: the door to all of it, one connection for each
 *       command;
 *   <li>{@link dev.provision.engine.Standalone}: the same orders as a script that needs nobody.
 * </ol>
 */
package dev.provision.engine;
