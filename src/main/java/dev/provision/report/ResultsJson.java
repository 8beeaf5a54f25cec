package dev.provision.report;

import dev.provision.engine.ApplyResult;
import dev.provision.engine.DriftResult;
import dev.provision.engine.DriftResult.OldImage;
import dev.provision.engine.Generation;
import dev.provision.engine.Generations.RolledBack;
import dev.provision.engine.Inspection;
import dev.provision.imports.Import;
import dev.provision.plan.Change;
import dev.provision.plan.Plan;
import dev.provision.plan.Step;
import dev.provision.verify.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code data} of the JSON documents of commands that go to a host, as {@link JsonShapes} has
 * it.
 */
public final class ResultsJson {
  private ResultsJson() {}

  /** {@link JsonShapes#PLAN}. */
  public static Map<String, ?> plan(Subject subject, Inspection inspection) {
    var data = inspected(subject, inspection);
    data.put("different", !inspection.plan().isEmpty());
    putPlan(data, inspection.plan());
    return data;
  }

  /** {@link JsonShapes#DRIFT}. */
  public static Map<String, ?> drift(Subject subject, DriftResult drift) {
    boolean drifted = drift.drifted();
    var host = inspected(subject, drift.inspection());
    boolean old = drift.oldImage().isPresent();
    host.put("state", drifted ? "drifted" : old ? "old-image" : "in-sync");
    host.put("old_image", drift.oldImage().map(ResultsJson::oldImage));
    putPlan(host, drift.inspection().plan());
    host.put("findings", drift.findings().stream().map(FindingsJson::of).toList());
    host.put("tolerated", drift.tolerated().stream().map(ResultsJson::tolerated).toList());
    return Members.of(
        "hosts",
        List.of(host),
        "counts",
        Members.of(
            "in_sync",
            drift.inSync() ? 1 : 0,
            "drifted",
            drifted ? 1 : 0,
            "old_image",
            old && !drifted ? 1 : 0,
            "unreachable",
            0));
  }

  private static Map<String, ?> oldImage(OldImage image) {
    return Members.of(
        "profile",
        image.receipt().profile(),
        "digest",
        image.receipt().digest(),
        "provision",
        image.receipt().maker().version(),
        "build",
        image.receipt().maker().build(),
        "ahead",
        image.ahead().changes().stream().map(Change::resource).toList());
  }

  /** {@link JsonShapes#APPLY}. */
  public static Map<String, ?> apply(Subject subject, ApplyResult result) {
    var data = inspected(subject, result.inspection());
    putPlan(data, result.inspection().plan());
    data.put("steps_done", result.stepsDone());
    data.put("generation", result.generation().isPresent() ? result.generation().getAsInt() : null);
    data.put("commands", result.commands());
    FindingsJson.put(data, result.findings());
    return data;
  }

  /** {@link JsonShapes#HISTORY}. */
  public static Map<String, ?> history(String host, List<Generation> generations) {
    return Members.of(
        "host",
        host,
        "generations",
        generations.stream()
            .map(
                it ->
                    Members.of(
                        "number",
                        it.number(),
                        "time",
                        it.time(),
                        "profile",
                        it.profile(),
                        "digest",
                        it.digest(),
                        "provision",
                        it.provision(),
                        "changes",
                        it.changes()))
            .toList());
  }

  /** {@link JsonShapes#ROLLBACK}. */
  public static Map<String, ?> rolledBack(String host, RolledBack result) {
    var data =
        Members.of(
            "host",
            host,
            "generation",
            result.generation(),
            "undone",
            result.undone(),
            "profile",
            result.profile(),
            "packages_kept",
            result.packagesKept(),
            "stays",
            result.stays());
    FindingsJson.put(data, result.findings());
    return data;
  }

  /** {@link JsonShapes#IMPORT}. */
  public static Map<String, ?> imported(String host, Optional<String> file, Import result) {
    return Members.of(
        "host",
        host,
        "agent",
        result.profile().agent().user(),
        "profile",
        result.text(),
        "file",
        file,
        "findings",
        result.remarks().stream()
            .map(
                it ->
                    Members.of(
                        "key",
                        it.key(),
                        "place",
                        it.place(),
                        "message",
                        it.message(),
                        "remedy",
                        it.remedy()))
            .toList(),
        "left",
        result.left().stream()
            .map(
                it ->
                    Members.of("resource", it.resource(), "kind", it.kind(), "reason", it.reason()))
            .toList());
  }

  /** {@link JsonShapes#VERIFY}. */
  public static Map<String, ?> findings(Subject subject, List<Finding> findings) {
    var data = Members.of("profile", subject.profile(), "host", subject.host());
    FindingsJson.put(data, findings);
    return data;
  }

  private static Map<String, Object> inspected(Subject subject, Inspection inspection) {
    return Members.of(
        "profile",
        subject.profile(),
        "host",
        subject.host(),
        "os_release",
        inspection.osRelease(),
        "podman",
        inspection.podman().map(Object::toString));
  }

  private static void putPlan(Map<String, Object> data, Plan plan) {
    data.put("changes", plan.changes().stream().map(ResultsJson::change).toList());
    data.put(
        "conflicts",
        plan.conflicts().stream()
            .map(
                conflict ->
                    Members.of(
                        "resource",
                        conflict.resource(),
                        "message",
                        conflict.message(),
                        "remedy",
                        conflict.remedy()))
            .toList());
    data.put("notes", plan.notes());
  }

  private static Map<String, Object> change(Change change) {
    return Members.of(
        "resource",
        change.resource(),
        "kind",
        lower(change.kind()),
        "summary",
        change.summary(),
        "diff",
        change.diff().map(diff -> DiffText.of(diff, Palette.PLAIN)),
        "steps",
        change.steps().stream().map(Step::title).toList());
  }

  private static Map<String, Object> tolerated(DriftResult.Tolerated tolerated) {
    return Members.of(
        "tolerance",
        tolerated.tolerance().toString(),
        "resource",
        tolerated.resource(),
        "summary",
        tolerated.summary());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
