package dev.provision.report;

/**
 * What the {@code data} of each command's JSON document looks like, as {@code --help} prints it.
 * Scripts depend on the shapes: members are added, never renamed or removed.
 */
public final class JsonShapes {
  /** Shape for plan. */
  public static final String PLAN =
      """
      {profile, host, os_release, podman, different,
       changes: [{resource, kind: create|update|delete, summary, diff, steps: [title]}],
       conflicts: [{resource, message, remedy}], notes: [text]}
      podman is null while unknown, diff where there is no text to compare.""";

  /** Shape for drift; a list of hosts, since there may be many one day. */
  public static final String DRIFT =
      """
      {hosts: [{profile, host, os_release, podman,
                state: in-sync|drifted|old-image|unreachable,
                old_image: {profile, digest, provision, build, ahead: [resource]} or null,
                changes, conflicts, notes: as in plan, findings: as in verify,
                tolerated: [{tolerance, resource, summary}]}],
       counts: {in_sync, drifted, old_image, unreachable}}""";

  /** Shape for apply. */
  public static final String APPLY =
      """
      {profile, host, os_release, podman, changes, conflicts, notes: as in plan,
       steps_done, generation: number or null, commands, passed, counts, findings: as in verify}""";

  /** Shape for history. */
  public static final String HISTORY =
      """
      {host, generations: [{number, time, profile, digest, provision, changes}]}""";

  /** Shape for rollback. */
  public static final String ROLLBACK =
      """
      {host, generation, undone: [number], profile or null, packages_kept: [name],
       stays: [what and where], passed, counts, findings: as in verify}""";

  /** Shape for verify. */
  public static final String VERIFY =
      """
      {profile, host, passed, counts: {passed, failed, unknown},
       findings: [{check, status: passed|failed|unknown, property, expected, actual,
                   remedy}]}""";

  /** Shape for render. */
  public static final String RENDER =
      """
      {profile, podman, directory,
       files: [{path, mode, owner, group, sha256}], omissions: [{key, reason}]}
      podman is null when none was named, directory when nothing was written.""";

  /** Shape for validate. */
  public static final String VALIDATE =
      """
      {profile, description}, or with success false
      {error, exit_code: 78, problems: [{place, message, remedy}]}""";

  private JsonShapes() {}
}
