package dev.provision.cli;

import dev.provision.ExitStatus;

/** The exit status of a container, handed on. */
record ContainerStatus(int number) implements ExitStatus {
  ContainerStatus {
    number &= 0xff;
  }
}
