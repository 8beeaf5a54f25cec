package dev.provision.profile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The key of an apt repository as a profile has it.
 *
 * @param fault why it is none that a profile takes; nothing else counts then
 */
public record SigningKey(String armoured, String fingerprint, Optional<String> fault) {

  /** Of a keyring's bytes, ASCII-armoured or not. */
  public static SigningKey of(byte[] keyring) {
    String text = new String(keyring, StandardCharsets.ISO_8859_1);
    String armoured = text.contains("-----BEGIN") ? text.strip() + "\n" : Armour.encode(keyring);
    try {
      return new SigningKey(armoured, OpenPgpKey.fingerprint(armoured), Optional.empty());
    } catch (OpenPgpKey.UnsoundException e) {
      return new SigningKey("", "", Optional.of(e.getMessage()));
    }
  }
}
