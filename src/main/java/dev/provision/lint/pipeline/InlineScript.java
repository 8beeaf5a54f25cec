package dev.provision.lint.pipeline;

import dev.provision.lint.yaml.YamlScalar;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The script that a task carries, where its inputs say for sure that it does and in which language.
 */
final class InlineScript {
  private static final Pattern MACRO = Pattern.compile("\\$\\([\\w.-]*\\)|\\$\\{\\{[^}\\n]*\\}\\}");
  private static final Pattern SIMPLE = Pattern.compile("\\s*(sudo )?docker\\s[^`|;&(){}@<>#]*");
  private static final Pattern LINE = Pattern.compile("[^\\n]+");

  private InlineScript() {}

  static Optional<Field> of(String task, Map<String, Field> inputs) {
    boolean inline = is(inputs, "targettype", "inline");
    return switch (task.strip().toLowerCase(Locale.ROOT)) {
      case "cmdline@2" -> Optional.ofNullable(inputs.get("script"));
      case "bash@3" -> inline ? Optional.ofNullable(inputs.get("script")) : Optional.empty();
      case "powershell@2" ->
          inline
              ? Optional.ofNullable(inputs.get("script")).map(InlineScript::powerShell)
              : Optional.empty();
      case "azurecli@2" ->
          is(inputs, "scripttype", "bash") && is(inputs, "scriptlocation", "inlinescript")
              ? Optional.ofNullable(inputs.get("inlinescript"))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean is(Map<String, Field> inputs, String name, String value) {
    Field field = inputs.get(name);
    return field != null && field.value().known() && field.value().text().equalsIgnoreCase(value);
  }

  /** Of PowerShell, lines that are a plain call of docker; blanks stand where the others were. */
  static Field powerShell(Field field) {
    YamlScalar scalar = field.scalar();
    var masked = new StringBuilder(scalar.text());
    Matcher lines = LINE.matcher(scalar.text());
    while (lines.find()) {
      String plain = MACRO.matcher(lines.group()).replaceAll("x");
      boolean whole = plain.chars().filter(c -> c == '"').count() % 2 == 0;
      if (!whole || plain.indexOf('\\') >= 0 || !SIMPLE.matcher(plain).matches()) {
        masked.replace(lines.start(), lines.end(), " ".repeat(lines.group().length()));
      }
    }
    return new Field(
        field.file(),
        new YamlScalar(scalar.place(), masked.toString(), scalar.lines()),
        field.scope());
  }
}
