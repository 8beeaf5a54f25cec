package dev.provision.containers.registries;

import dev.provision.containers.UnreadableException;
import dev.provision.containers.reference.Reference;
import dev.provision.containers.registries.RegistriesConf.Alias;
import dev.provision.containers.toml.TomlValue;
import dev.provision.containers.toml.TomlValue.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code [aliases]}; newShortNameAliasCache in containers/image, shortnames.go. */
record AliasReader(Fields fields) {

  Map<String, Alias> read(Table root) {
    var aliases = new LinkedHashMap<String, Alias>();
    Optional<Table> table = fields.table(root, "aliases");
    table
        .map(Table::values)
        .orElse(Map.of())
        .forEach((name, value) -> aliases.put(name, alias(name, value)));
    return aliases;
  }

  private Alias alias(String name, TomlValue value) {
    String target = fields.word(name, value);
    Reference reference = parsed("short name", name, value);
    refuse(Reference.isShort(name) ? "" : "registry", "short name", name, value);
    refuse(reference.tag().isPresent() ? "tag" : "", "short name", name, value);
    refuse(reference.digest().isPresent() ? "digest" : "", "short name", name, value);
    if (target.isEmpty()) {
      return new Alias("", fields.place(value));
    }
    Reference meant = parsed("alias", target, value);
    refuse(meant.digest().isPresent() ? "digest" : "", "alias", target, value);
    refuse(meant.tag().isPresent() ? "tag" : "", "alias", target, value);
    if (Reference.isShort(target)) {
      throw fault("alias", target, "must contain registry and repository", value);
    }
    return new Alias(
        Reference.normalized(target).map(Reference::toString).orElse(target), fields.place(value));
  }

  private Reference parsed(String what, String text, TomlValue value) {
    return Reference.parse(text)
        .orElseThrow(() -> fault(what, text, "invalid reference format", value));
  }

  private void refuse(String part, String what, String text, TomlValue value) {
    if (!part.isEmpty()) {
      throw fault(what, text, "must not contain " + part, value);
    }
  }

  private UnreadableException fault(String what, String text, String why, TomlValue value) {
    return fields.fault(
        value.line(),
        "validating short-name aliases: invalid %s %s: %s"
            .formatted(what, Fields.quoted(text), why));
  }
}
