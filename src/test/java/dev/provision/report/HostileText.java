package dev.provision.report;

import java.util.Random;

/** Texts made of the pieces that attacks are made of, the same ones in every run. */
final class HostileText {
  private static final String[] PIECES = {
    "#",
    "##",
    "###",
    "vso[",
    "VSO[",
    "vs",
    "o[",
    "v",
    "[",
    "]",
    "##vso[task.setvariable variable=PATH]x",
    "##[error]",
    "\r",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u001b[31m",
    "\u001b]0;title\u0007",
    "\u001b]8;;x\u001b\\",
    "\u001b(B",
    "\u001b",
    "\u009b2J",
    "\u0000",
    "\u00ad",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\ufe0f",
    "\u2028",
    "\ud83d",
    "\ude00",
    "😀",
    "ä",
    "a",
    "%0A",
    "%5D",
    ";",
  };

  private final Random random;

  HostileText(long seed) {
    random = new Random(seed);
  }

  String next() {
    var text = new StringBuilder();
    int pieces = random.nextInt(24);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** A place to cut a text. */
  int cut(String text) {
    return random.nextInt(text.length() + 1);
  }
}
