package dev.provision.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people write them; what is none is an {@link IllegalArgumentException}. */
final class Quantity {
  private static final Pattern BYTES =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?) ?([bkmgtBKMGT]?)(?:[iI]?[bB])?");
  private static final Map<String, Integer> SHIFTS =
      Map.of("", 0, "b", 0, "k", 10, "m", 20, "g", 30, "t", 40);
  private static final Pattern CPUS = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");
  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");

  private Quantity() {}

  /** {@code 512m}, {@code 1.5g}: powers of 1024, as podman has them. */
  static long bytes(String text) {
    Matcher matcher = BYTES.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a number of bytes such as 512m or 1.5g");
    }
    int shift = SHIFTS.get(matcher.group(2).toLowerCase(Locale.ROOT));
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << shift));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 || bytes.signum() == 0) {
      throw new IllegalArgumentException("not a number of bytes that a machine has");
    }
    return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /** As {@link #bytes}, or {@code -1} for no limit. */
  static long bytesOrUnlimited(String text) {
    return text.equals("-1") ? -1 : bytes(text);
  }

  /** {@code 1.5}, in thousandths. */
  static long cpus(String text) {
    if (!CPUS.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
      throw new IllegalArgumentException("not a number of processors such as 2 or 0.5");
    }
    return new BigDecimal(text).movePointRight(3).longValueExact();
  }

  /** {@code 90}. */
  static Duration seconds(String text) {
    if (!SECONDS.matcher(text).matches()) {
      throw new IllegalArgumentException("not a number of seconds from 1 to 999999");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
