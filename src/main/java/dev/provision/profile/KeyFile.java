package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Values that may stand in a file of their own, named by a key such as {@code key-file}. */
final class KeyFile {
  private KeyFile() {}

  /** The node of a key, from the section or from the file that the section names; or null. */
  static JsonNode read(KeyShape key, JsonNode section, KeyPath path, Binding binding) {
    JsonNode inline = section.get(key.name());
    String fileKey = key.key().file();
    JsonNode file = fileKey.isEmpty() ? null : section.get(fileKey);
    if (file == null) {
      return inline;
    }
    KeyPath at = path.key(fileKey);
    if (inline != null) {
      binding.problems().malformed(at, "stands beside " + key.name(), "keep one of the two");
      return inline;
    }
    Object name = new TextShape(Format.LINE).bind(file, at, binding);
    binding.problems().showAs(path.key(key.name()), at);
    String content = name == null ? "" : content((String) name, longest(key), at, binding);
    // Where the content is missing that is told already; the key itself is not missing.
    return JsonNodeFactory.instance.textNode(content);
  }

  /** No value is longer than its format allows, so a file need not be read beyond that. */
  private static int longest(KeyShape key) {
    if (key.shape() instanceof TextShape text) {
      return text.format().longest();
    }
    throw new IllegalStateException(key.name() + " is no text, so no file can have it");
  }

  private static String content(String name, int longest, KeyPath at, Binding binding) {
    if (!ProfileSource.isPath(name)) {
      binding.problems().malformed(at, Quoted.value(name) + " is not a path", "correct it");
      return "";
    }
    ProfileSource source = binding.origins().of(at).relative(name);
    SourceText text = SourceText.read(source, longest);
    if (text.problem() != null) {
      binding.problems().malformed(at, source.display() + " " + text.problem(), text.remedy());
      return "";
    }
    return text.content();
  }
}
