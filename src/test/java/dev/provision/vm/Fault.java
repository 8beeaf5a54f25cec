package dev.provision.vm;

import java.util.Set;

/** What happens to an apply while it is at work, and how the client may end then. */
enum Fault {
  SHELL_KILLED("kill -9 of the program on the host", Set.of(69)) {
    @Override
    void strike(Lab lab, Started client, Relay line) {
      lab.shell().must("kill -9 $(sed 's/.*process \\([0-9]*\\),.*/\\1/' /var/lib/provision/lock)");
    }
  },
  CONNECTION_CUT("sshd's processes for the connection killed", Set.of(69)) {
    @Override
    void strike(Lab lab, Started client, Relay line) {
      lab.shell().must("pkill -9 -f '^sshd: packer'");
    }
  },
  LINE_SILENT("the line drops everything, neither end is told", Set.of(69)) {
    @Override
    void strike(Lab lab, Started client, Relay line) {
      line.fallSilent();
    }
  },
  CLIENT_KILLED("kill -9 of the client", Set.of(128 + 9)) {
    @Override
    void strike(Lab lab, Started client, Relay line) {
      client.process().destroyForcibly();
    }
  },
  CLIENT_INTERRUPTED("Ctrl-C at the client", Set.of(128 + 2)) {
    @Override
    void strike(Lab lab, Started client, Relay line) throws Exception {
      new ProcessBuilder("kill", "-INT", "" + client.process().pid()).start().waitFor();
    }
  },
  POWER_CUT("power cut, the same disk boots again", Set.of(69)) {
    @Override
    void strike(Lab lab, Started client, Relay line) {
      lab.powerCut();
    }
  },
  DISK_FULL("disk full", Set.of(3)) {
    @Override
    void strike(Lab lab, Started client, Relay line) {
      lab.shell()
          .must(
              "fallocate -l $(df --output=avail -k / | tail -n 1)K /filler;"
                  + " cat /dev/zero >>/filler; true");
    }

    @Override
    void end(Lab lab) {
      lab.shell().must("rm /filler");
    }
  },
  /** Going back has to wait until something can be written. */
  READ_ONLY("file system read-only", Set.of(3, 4)) {
    @Override
    void strike(Lab lab, Started client, Relay line) {
      lab.shell().must("echo u >/proc/sysrq-trigger");
    }

    @Override
    void end(Lab lab) {
      lab.shell().must("mount -o remount,rw /");
    }
  };

  private final String title;
  private final Set<Integer> statuses;

  Fault(String title, Set<Integer> statuses) {
    this.title = title;
    this.statuses = statuses;
  }

  String title() {
    return title;
  }

  /** How a client that was hit may end. */
  Set<Integer> statuses() {
    return statuses;
  }

  abstract void strike(Lab lab, Started client, Relay line) throws Exception;

  /** It goes by when the client has ended. */
  void end(Lab lab) {}
}
