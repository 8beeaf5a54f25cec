package dev.provision.render;

import dev.provision.profile.Profile;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A real program that reads rendered files, how it is asked, when its answer is right, and a fault
 * that it must notice: without that nobody knows whether the check can fail.
 *
 * @param templates of the files it reads
 * @param profile the profile to render, made from the one in question and the local server
 * @param program for the chroot's sh
 * @param verdict throws an AssertionError on a wrong answer
 * @param faulty the template whose file the fault is put into
 */
record Peer(
    String name,
    Set<String> templates,
    ProfileChange profile,
    Function<Case, String> program,
    Verdict verdict,
    String faulty,
    UnaryOperator<String> fault) {

  /** What a program is asked about. */
  record Case(Profile profile, Chroot chroot, LocalServer server, Rendering rendering) {}

  /** Adapts a profile to what a chroot can reach. */
  @FunctionalInterface
  interface ProfileChange {
    Profile apply(Profile profile, LocalServer server);
  }

  /** Whether an answer is right. */
  @FunctionalInterface
  interface Verdict {
    void check(Case of, Chroot.Ran ran);
  }

  @Override
  public String toString() {
    return name;
  }
}
