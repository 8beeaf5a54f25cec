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

  /** Shape for drift of one host. */
  public static final String DRIFT =
      """
      {hosts: [{profile, host, os_release, podman,
                state: in-sync|drifted|old-image|unreachable,
                old_image: {profile, digest, provision, build, ahead: [resource]} or null,
                changes, conflicts, notes: as in plan, findings: as in verify,
                tolerated: [{tolerance, resource, summary}]}],
       counts: {in_sync, drifted, old_image, unreachable}}""";

  /** Shape for drift with an inventory. */
  public static final String FLEET =
      """
      {hosts: [{host, address, profile, groups: [name],
                state: in-sync|drifted|old-image|unreachable|busy|failed,
                difference: id or null, message, attempts, milliseconds}],
       differences: [{id, items: [{resource, summary, remedy, diff}]}],
       counts: {in_sync, drifted, old_image, unreachable, busy, failed},
       since: {new: [host], changed, unchanged, gone, left} or null}""";

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

  /** Shape for import. */
  public static final String IMPORT =
      """
      {host, agent, profile: as TOML, file: path or null,
       findings: [{key, place, message, remedy}],
       left: [{resource, kind: create|update|delete|conflict, reason}]}
      left is what apply would change on the host that the profile was read from.""";

  /** Shape for verify. */
  public static final String VERIFY =
      """
      {profile, host, passed, counts: {passed, failed, unknown, skipped},
       findings: [{check, status: passed|failed|unknown|skipped, property, expected,
                   actual, why, remedy}]}""";

  /** Shape for explain. */
  public static final String EXPLAIN =
      """
      {profile, host, agent: or null, podman,
       images: [{image, denied, expansion: full|alias|search|nowhere|unclear|malformed,
                 place: FILE:LINE or null,
                 pulls: [{name, outcome: allowed|signed|rejected|blocked|failed,
                          prefix, prefix_place: or null,
                          attempts: [{reference, insecure, place, blocked_by: or null}],
                          fault: or null, scope, scope_place, requirements: [type],
                          signed_as: [name that a signature must be for]}],
                 docker_api: {expansion, place, pulls} where it differs, or null}]}""";

  /** Shape for render. */
  public static final String RENDER =
      """
      {profile, podman, directory,
       files: [{path, mode, owner, group, sha256}], omissions: [{key, reason}]}
      podman is null when none was named, directory when nothing was written.""";

  /** Shape for export. */
  public static final String EXPORT =
      """
      {profile, directory, files: [{path, sha256}]}""";

  /** Shape for validate. */
  public static final String VALIDATE =
      """
      {profile, description}, or with success false
      {error, exit_code: 78, problems: [{place, message, remedy}]}""";

  /** Shape for lint. */
  public static final String LINT =
      """
      {files, findings: [{file, line, column, rule, message, why, source, remedy}]}
      or with --rules {rules: [{rule, why, source, remedy}]}""";

  /** Shape for podman version. */
  public static final String PODMAN_VERSION =
      """
      {podman, api, least_api, docker_api, os, arch, kernel}""";

  /** Shape for podman ping. */
  public static final String PODMAN_PING =
      """
      {socket}""";

  /** Shape for podman info. */
  public static final String PODMAN_INFO =
      """
      {info: as podman gives it}""";

  /** Shape for podman images. */
  public static final String PODMAN_IMAGES =
      """
      {images: [{id, names, digest, created, size, containers}]}
      created is in seconds since 1970, size in bytes.""";

  /** Shape for podman ps. */
  public static final String PODMAN_PS =
      """
      {containers: [{id, names, image, command, state, exit_code, created}]}
      exit_code is null unless state is exited.""";

  /** Shape for podman inspect. */
  public static final String PODMAN_INSPECT =
      """
      {name, type: container|image|volume|network, object: as podman gives it}""";

  /** Shape for podman exists. */
  public static final String PODMAN_EXISTS =
      """
      {name, exists, type: container|image|volume|network}
      type is null where there is none.""";

  /** Shape for podman rmi. */
  public static final String PODMAN_RMI =
      """
      {untagged: [name], deleted: [id]}, or with success false
      {error, exit_code: 125, untagged, deleted, errors: [text]}""";

  /** Shape for podman kill. */
  public static final String PODMAN_KILL =
      """
      {container, signal}""";

  /** Shape for podman prune. */
  public static final String PODMAN_PRUNE =
      """
      {containers, images, networks, volumes, pods: [id or name],
       reclaimed: bytes, errors: [text]}""";

  /** Shape for podman build. */
  public static final String PODMAN_BUILD =
      """
      {image, tags, files, bytes}
      files and bytes are those of the context.""";

  /** Shape for podman run. */
  public static final String PODMAN_RUN =
      """
      {container, exit_code, timed_out, removed,
       stdout, stdout_base64, stdout_bytes, stdout_truncated,
       stderr, stderr_base64, stderr_bytes, stderr_truncated}
      exit_code is null when the time ran out. Of each stream the last MiB is kept,
      in bytes is how much there was. The text is UTF-8, what is malformed replaced,
      what could harm a terminal or a pipeline changed. Where that makes a
      difference, base64 has what was kept as it came, else it is null.""";

  /** Members beside error and exit_code when podman itself says no. */
  public static final String PODMAN_REFUSED =
      """
      {error, exit_code: 125, status: of HTTP or null, cause: text or null}""";

  private JsonShapes() {}
}
