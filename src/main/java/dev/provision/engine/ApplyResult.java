package dev.provision.engine;

import dev.provision.verify.Finding;
import java.util.List;
import java.util.OptionalInt;

/**
 * An apply that went through.
 *
 * @param inspection what was found to differ, before
 * @param stepsDone 0 when the host already was as desired
 * @param findings the verification afterwards; when something failed after changes, there is no
 *     result but a {@link RolledBackException}
 * @param generation its number, when something was changed
 * @param commands programs run on the host, all in one connection
 */
public record ApplyResult(
    Inspection inspection,
    int stepsDone,
    List<Finding> findings,
    OptionalInt generation,
    int commands) {
  public ApplyResult {
    findings = List.copyOf(findings);
  }
}
