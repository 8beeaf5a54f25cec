package dev.provision.vm;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a machine has of all that provision could write.
 *
 * @param fingerprint contents and access
 * @param listing access, to see what differs
 * @param digests of contents, by path
 * @param receipt empty where no apply has been
 */
record HostFiles(String fingerprint, String listing, Map<String, String> digests, String receipt) {
  private static final String RECEIPT = "/etc/provision/receipt.json";
  private static final Pattern FILE = Pattern.compile("^    \"(/[^\"]+)\" :", Pattern.MULTILINE);

  static HostFiles of(Lab lab) {
    String files =
        "find /etc /usr/local /home -xdev -type f -not -path '*/.local/*' -not -path '*/.cache/*'"
            + " -exec sha256sum {} +";
    return new HostFiles(
        fingerprint(lab),
        lab.shell().must(Lab.EVERYTHING + " | tar -tvf -"),
        digests(lab.shell().must(files)),
        lab.shell().must("cat " + RECEIPT + " 2>/dev/null; true"));
  }

  static String fingerprint(Lab lab) {
    return lab.shell().must(Lab.EVERYTHING + " | sha256sum");
  }

  /** Of some files; those that are not there are left out. */
  static Map<String, String> digests(Lab lab, Set<String> paths) {
    return digests(lab.shell().must("sha256sum " + String.join(" ", paths) + " 2>/dev/null; true"));
  }

  /** The files that an apply has to do with. */
  Set<String> managed() {
    var paths = new TreeSet<>(Set.of(RECEIPT, "/etc/environment"));
    Matcher files = FILE.matcher(receipt);
    while (files.find()) {
      paths.add(files.group(1));
    }
    return paths;
  }

  private static Map<String, String> digests(String lines) {
    var digests = new TreeMap<String, String>();
    lines
        .lines()
        .map(line -> line.split("  ", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> digests.put(parts[1], parts[0]));
    return digests;
  }
}
