package dev.provision.render;

/** Values in HCL, as Packer reads it. */
final class Hcl {
  private Hcl() {}

  /**
   * A quoted text, in which nothing is an expression; HCL Native Syntax Specification, "Template
   * Expressions".
   */
  static String text(Object value) {
    var text = new StringBuilder("\"");
    String plain = ((String) value).replace("${", "$${").replace("%{", "%%{");
    for (char c : plain.toCharArray()) {
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c);
      }
    }
    return text.append('"').toString();
  }
}
