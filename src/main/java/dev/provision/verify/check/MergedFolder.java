package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;

/** Questions about systemd's *.d folders, which systemd itself merges and orders. */
final class MergedFolder {
  private static final Fragment FRAGMENT = new Fragment("verify/merged");

  static final Fact TMPFILES = Fact.asRoot(FRAGMENT, "verify_merged_lines", "systemd-tmpfiles");
  static final Fact SYSCTL = Fact.asRoot(FRAGMENT, "verify_merged_lines", "systemd-sysctl");

  private MergedFolder() {}
}
