package dev.provision.containers.policy;

import java.util.ArrayList;
import java.util.List;

/** The scopes of a name without tag; docker/policyconfiguration/naming.go in containers/image. */
public final class ScopeLadder {
  private ScopeLadder() {}

  /** A name or prefix, its parents, the wildcards over its host, and the whole transport. */
  public static List<String> of(String prefix) {
    var scopes = new ArrayList<String>();
    String name = prefix;
    scopes.add(name);
    for (int slash = name.lastIndexOf('/'); slash >= 0; slash = name.lastIndexOf('/')) {
      name = name.substring(0, slash);
      scopes.add(name);
    }
    String host = name.startsWith("*.") ? name.substring(2) : name.replaceFirst(":[0-9]+$", "");
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.')) {
      host = host.substring(dot + 1);
      scopes.add("*." + host);
    }
    scopes.add("");
    return scopes;
  }
}
