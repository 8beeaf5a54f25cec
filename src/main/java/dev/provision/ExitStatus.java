package dev.provision;

/** What the process says by ending: one of ours, or that of a container. */
public interface ExitStatus {

  /** From 0 to 255. */
  int number();
}
