package dev.provision.profile;

/** Characters that show nothing, or change how others are shown. */
final class Hidden {
  private Hidden() {}

  static boolean test(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isIgnorable(c);
    };
  }

  /** Default_Ignorable_Code_Point of DerivedCoreProperties.txt that is not in a category above. */
  private static boolean isIgnorable(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || c >= 0x180B && c <= 0x180F
        || c == 0x3164
        || c >= 0xFE00 && c <= 0xFE0F
        || c == 0xFFA0
        || c >= 0xE0000 && c <= 0xE0FFF;
  }
}
