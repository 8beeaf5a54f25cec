package dev.provision.resource;

import dev.provision.plan.Call;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Step;
import java.util.List;

/** The running kernel: modules and settings. */
public final class KernelState {
  private static final Fragment FRAGMENT = new Fragment("resource/kernel");

  private KernelState() {}

  /** A module that is loaded, built in, or known as a file system. */
  public static Resource module(String name) {
    return new HostState(
        "module:" + name,
        Fact.asRoot(FRAGMENT, "observe_module", name),
        answer -> answer.text().strip().equals("loaded"),
        "load now",
        step("load module " + name, "load_module", name));
  }

  /** A setting, compared as sysctl(8) prints it: blanks between numbers do not count. */
  public static Resource sysctl(String key, String value) {
    return new HostState(
        "sysctl:" + key,
        Fact.asRoot(FRAGMENT, "observe_sysctl", key, value),
        answer -> answer.ok() && words(answer.text()).equals(words(value)),
        "set to " + value + " now",
        step("set " + key, "set_sysctl", key, value));
  }

  private static List<String> words(String value) {
    return List.of(value.strip().split("\\s+"));
  }

  private static Step step(String title, String function, String... arguments) {
    return new Step(title, new Call(FRAGMENT, function, List.of(arguments)));
  }
}
