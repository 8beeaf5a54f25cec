package dev.provision.imports;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the account may do as root; sudoers(5). */
final class SudoSection implements Section {
  private static final String KEY = "agent.sudo";
  private static final String MAIN = "/etc/sudoers";
  private static final String FOLDER = "/etc/sudoers.d";
  private static final String OURS = FOLDER + "/provision-agent";

  private static final Pattern RULE =
      Pattern.compile("(?<who>\\S+)\\s+[^=]+=\\s*(?:\\([^)]*\\)\\s*)?(?<what>.*)");
  private static final Pattern EVERYTHING = Pattern.compile("NOPASSWD:\\s*(?:[A-Z]+:\\s*)*ALL");

  /** One rule for the account. */
  private record Rule(FoundFile file, int line, String what) {
    boolean givesEverything() {
      return EVERYTHING.matcher(what.strip()).matches();
    }

    String place() {
      return file.path() + ":" + line;
    }
  }

  @Override
  public List<String> keys() {
    return List.of(KEY);
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    List<Rule> rules =
        Stream.concat(host.file(MAIN).stream(), host.ownIn(FOLDER).stream())
            .flatMap(file -> rules(file, account, sketch))
            .toList();
    boolean everything = rules.stream().anyMatch(Rule::givesEverything);
    sketch.put(KEY, everything ? "nopasswd" : "none");
    rules.stream()
        .filter(rule -> !rule.file().path().equals(OURS))
        .forEach(rule -> tell(rule, everything, sketch));
  }

  private static void tell(Rule rule, boolean everything, Sketch sketch) {
    if (!rule.givesEverything()) {
      sketch.fault(
          KEY,
          rule.place(),
          "allows \"" + rule.what() + "\", and a profile says none or nopasswd, for everything",
          "it stays on the host" + (everything ? "" : "; a new image will not have it"));
    } else if (rule.file().path().equals(MAIN)) {
      sketch.fault(
          KEY,
          rule.place(),
          "a rule was appended to the package's own file, where a typing error locks everybody out",
          "apply makes " + OURS + "; then take the line out with visudo");
    } else {
      sketch.note(KEY, "from " + rule.place() + ", which stays; apply makes " + OURS);
    }
  }

  private static Stream<Rule> rules(FoundFile file, Account account, Sketch sketch) {
    Optional<String> text = sketch.text(file, KEY).map(it -> it.text());
    List<String> lines = text.orElse("").lines().toList();
    Stream.Builder<Rule> rules = Stream.builder();
    var begun = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.endsWith("\\")) {
        begun.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      Matcher rule = RULE.matcher((begun + line).strip());
      begun.setLength(0);
      if (rule.matches() && isFor(rule.group("who"), account)) {
        if (!isPasswordOfGroup(rule)) {
          rules.add(new Rule(file, i + 1, rule.group("what").strip()));
        }
      } else if (line.matches(
          "\\s*[A-Za-z_]+_Alias\\s.*[\\s=,]" + Pattern.quote(account.name()) + "\\b.*")) {
        sketch.fault(
            KEY,
            file.path() + ":" + (i + 1),
            account.name() + " stands in an alias, and what is allowed to that was not looked at",
            "look at sudo -l -U " + account.name());
      }
    }
    return rules.build();
  }

  private static boolean isFor(String who, Account account) {
    return who.equals(account.name())
        || who.equals("ALL")
        || who.equals("#" + account.uid())
        || who.equals("%#" + account.gid())
        || who.startsWith("%") && account.groups().contains(who.substring(1));
  }

  /** As Debian's for the group sudo: an account without a password can do nothing with it. */
  private static boolean isPasswordOfGroup(Matcher rule) {
    return rule.group("who").startsWith("%") && rule.group("what").strip().equals("ALL");
  }
}
