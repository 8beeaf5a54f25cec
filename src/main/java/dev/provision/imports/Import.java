package dev.provision.imports;

import dev.provision.profile.Profile;
import java.util.List;

/**
 * A profile that was read from a host.
 *
 * @param text as TOML
 * @param remarks what does not work there, or could not be said
 * @param left what apply would still change, and why
 */
public record Import(Profile profile, String text, List<Remark> remarks, List<Left> left) {
  public Import {
    remarks = List.copyOf(remarks);
    left = List.copyOf(left);
  }
}
