package dev.provision.fleet.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.profile.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code ansible-inventory --list} prints: groups with hosts and children, and under {@code
 * _meta.hostvars} what is known of each host; the variables are those of Ansible's ssh connection
 * plugin, and ours begin with {@code provision_}.
 */
final class AnsibleHosts {
  private static final String META = "_meta";

  private final String source;
  private final List<Problem> problems;

  AnsibleHosts(String source, List<Problem> problems) {
    this.source = source;
    this.problems = problems;
  }

  List<FleetHost> read(JsonNode tree) {
    if (!tree.has(META) && !tree.has("all")) {
      problems.add(
          new Problem(
              source,
              "is no inventory: neither _meta nor the group all is there",
              "give what ansible-inventory --list prints"));
      return List.of();
    }
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    JsonNode variables = tree.path(META).path("hostvars");
    variables.fieldNames().forEachRemaining(name -> groups.put(name, new TreeSet<>()));
    tree.fieldNames()
        .forEachRemaining(
            group -> {
              if (!group.equals(META)) {
                members(tree, group, new HashSet<>())
                    .forEach(
                        host -> groups.computeIfAbsent(host, it -> new TreeSet<>()).add(group));
              }
            });
    var hosts = new ArrayList<FleetHost>();
    groups.forEach((name, in) -> host(name, variables.path(name), in).ifPresent(hosts::add));
    return hosts;
  }

  /** Of a group and those below it; a circle ends. */
  private static Set<String> members(JsonNode tree, String group, Set<String> seen) {
    var hosts = new TreeSet<String>();
    if (seen.add(group)) {
      tree.path(group).path("hosts").forEach(host -> hosts.add(host.asText()));
      tree.path(group)
          .path("children")
          .forEach(child -> hosts.addAll(members(tree, child.asText(), seen)));
    }
    return hosts;
  }

  private Optional<FleetHost> host(String name, JsonNode variables, Set<String> groups) {
    int before = problems.size();
    if (text(name, variables, "ansible_connection").filter("local"::equals).isPresent()) {
      problem(name, "ansible_connection", "is local", "look at this machine with --local");
    }
    Optional<Integer> port = port(name, variables);
    var host =
        new FleetHost(
            name,
            first(name, variables, "ansible_host", "ansible_ssh_host").or(() -> Optional.of(name)),
            port,
            first(name, variables, "ansible_user", "ansible_ssh_user"),
            first(name, variables, "ansible_ssh_private_key_file", "ansible_private_key_file"),
            text(name, variables, "provision_alias"),
            text(name, variables, "provision_fingerprint"),
            text(name, variables, "provision_jump"),
            text(name, variables, "provision_profile"),
            List.copyOf(groups));
    return problems.size() > before ? Optional.empty() : Optional.of(host);
  }

  private Optional<Integer> port(String name, JsonNode variables) {
    Optional<String> text = first(name, variables, "ansible_port", "ansible_ssh_port");
    if (text.isPresent() && !text.get().matches("[1-9][0-9]{0,4}")) {
      problem(name, "ansible_port", "is " + text.get(), "write a number from 1 to 65535");
      return Optional.empty();
    }
    return text.map(Integer::valueOf);
  }

  private Optional<String> first(String host, JsonNode variables, String... names) {
    for (String name : names) {
      Optional<String> text = text(host, variables, name);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  private Optional<String> text(String host, JsonNode variables, String name) {
    JsonNode value = variables.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    String text = value.asText();
    if (!value.isValueNode() || text.isEmpty() || text.contains("{{")) {
      problem(
          host,
          name,
          "has a value that only Ansible can work out",
          "write the value itself, or give a plain list of hosts");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private void problem(String host, String variable, String message, String remedy) {
    problems.add(
        new Problem(source + ": _meta.hostvars." + host + "." + variable, message, remedy));
  }
}
