package dev.provision.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of a known_hosts file, as sshd(8) describes it under SSH_KNOWN_HOSTS FILE FORMAT.
 *
 * @param place file and line, {@code /root/.ssh/known_hosts:3}
 * @param marker what the key is good for
 * @param names which hosts it is for
 * @param type the key's type, {@code ssh-ed25519}
 * @param key the key in SSH's wire format, Base64
 */
record KnownHostsLine(String place, Marker marker, Names names, String type, String key) {
  /** What a key is good for. */
  enum Marker {
    /** It is the host's key. */
    NONE,
    /** It signs the certificates of hosts, and is no host's key. */
    CERT_AUTHORITY,
    /** It must never be accepted. */
    REVOKED
  }

  /** Which hosts a line is for. */
  sealed interface Names permits Hashed, Patterns {
    boolean match(String host);
  }

  private static final Pattern FIELDS =
      Pattern.compile("(?:@(\\S+)[ \t]+)?([^ \t]+)[ \t]+([^ \t]+)[ \t]+([^ \t]+)(?:[ \t].*)?");

  /** Reads a line; empty for a blank line, a comment and what sshd(8) does not describe. */
  static Optional<KnownHostsLine> parse(String place, String line) {
    Matcher fields = FIELDS.matcher(line.strip());
    if (line.strip().startsWith("#") || !fields.matches()) {
      return Optional.empty();
    }
    Optional<Marker> marker = marker(fields.group(1), line.strip());
    Optional<Names> names = names(fields.group(2));
    String type = fields.group(3);
    String key = fields.group(4);
    if (marker.isEmpty() || names.isEmpty() || !type.equals(typeInside(key))) {
      return Optional.empty();
    }
    return Optional.of(new KnownHostsLine(place, marker.get(), names.get(), type, key));
  }

  /** Whether this line is for a host, given by the name to look up. */
  boolean isFor(String host) {
    return names.match(host);
  }

  /** The type that a key in SSH's wire format says it has, or an empty text when it is none. */
  static String typeInside(String base64) {
    try {
      ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      int length = key.remaining() < 4 ? -1 : key.getInt();
      if (length < 0 || length > key.remaining()) {
        return "";
      }
      return new String(key.array(), key.position(), length, StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  // OpenSSH ends a marker at the line's first space, or at a tab only where there is no space.
  // Taking
  // more lines for revocations than it does is safe, taking more for authorities is not.
  private static Optional<Marker> marker(String word, String line) {
    if (word == null) {
      return Optional.of(Marker.NONE);
    }
    boolean spaced = line.startsWith("@" + word + " ") || !line.contains(" ");
    return switch (word) {
      case "cert-authority" -> spaced ? Optional.of(Marker.CERT_AUTHORITY) : Optional.empty();
      case "revoked" -> Optional.of(Marker.REVOKED);
      default -> Optional.empty();
    };
  }

  private static Optional<Names> names(String field) {
    if (!field.startsWith("|")) {
      return Optional.of(Patterns.of(field));
    }
    String[] parts = field.split("\\|", -1);
    if (parts.length != 4 || !parts[1].equals("1")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Hashed(Base64.getDecoder().decode(parts[2]), Base64.getDecoder().decode(parts[3])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code |1|salt|hash}: HMAC-SHA1 of the one name, keyed by the salt. */
  record Hashed(byte[] salt, byte[] hash) implements Names {
    private static final int LENGTH = 20;

    @Override
    public boolean match(String host) {
      if (salt.length != LENGTH || hash.length != LENGTH) {
        return false;
      }
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        return MessageDigest.isEqual(hash, mac.doFinal(host.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no HmacSHA1", e);
      }
    }
  }

  /** {@code a,*.b,!c.b}: at least one pattern matches, and none of those with {@code !}. */
  record Patterns(List<String> positive, List<String> negative) implements Names {
    static Patterns of(String field) {
      List<String> positive = new ArrayList<>();
      List<String> negative = new ArrayList<>();
      for (String pattern : field.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (pattern.startsWith("!")) {
          negative.add(pattern.substring(1));
        } else {
          positive.add(pattern);
        }
      }
      return new Patterns(List.copyOf(positive), List.copyOf(negative));
    }

    @Override
    public boolean match(String host) {
      return negative.stream().noneMatch(pattern -> Wildcard.matches(pattern, host))
          && positive.stream().anyMatch(pattern -> Wildcard.matches(pattern, host));
    }
  }
}
