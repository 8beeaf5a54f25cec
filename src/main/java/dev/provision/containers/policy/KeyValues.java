package dev.provision.containers.policy;

import dev.provision.containers.policy.JsonValue.Members;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys and certificates, by the ends of their names: a path, paths, data, datas, or a word. */
record KeyValues(RequirementKeys keys) {

  /** Those that say something; each is checked, whether it counts or not. */
  List<String> given(Members members, Collection<String> names) {
    Map<String, JsonValue> values = members.values();
    return names.stream()
        .filter(values::containsKey)
        .filter(it -> given(it, values.get(it)))
        .toList();
  }

  private boolean given(String name, JsonValue value) {
    var types = new JsonTypes(keys);
    if (name.endsWith("Paths")) {
      return types.texts(value).isPresent();
    }
    if (name.endsWith("Datas")) {
      return types.manyBytes(value).isPresent();
    }
    return name.endsWith("Data") ? types.bytes(value) : !types.text(value).isEmpty();
  }

  /** An empty list of keys, which sigstoreSigned does not take. */
  Optional<String> empty(Members members, Collection<String> names) {
    return names.stream()
        .filter(it -> members.values().get(it) instanceof JsonValue.Items items && items.isEmpty())
        .filter(it -> it.endsWith("s"))
        .findFirst();
  }
}
