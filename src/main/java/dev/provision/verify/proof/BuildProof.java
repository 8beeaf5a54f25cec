package dev.provision.verify.proof;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.profile.Containers.ImageFormat;
import dev.provision.profile.Profile;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.Proof;
import dev.provision.verify.Runner;
import dev.provision.verify.answer.Json;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A step builds an image on a local one, builds it again, pushes and saves it: podman#19128 is
 * about policies under which the later ones fail. A registry gets the format that the profile asks
 * for, with all that the Dockerfile said, and a program in a RUN step sees its own /proc.
 */
final class BuildProof implements Proof {
  private static final String MEDIA_V2S2 = "application/vnd.docker.distribution.manifest.v2+json";
  private static final String MEDIA_OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final String FORMAT_REMEDY =
      "apply the profile; if it was, BUILDAH_FORMAT or a containers.conf of the agent wins";

  private final String tool;
  private final Optional<ImageFormat> format;

  private BuildProof(String tool, Optional<ImageFormat> format) {
    this.tool = tool;
    this.format = format;
  }

  static Optional<Proof> of(Profile profile) {
    String tool = profile.docker().command();
    return Optional.of(new BuildProof(tool, profile.containers().imageFormat()));
  }

  @Override
  public String id() {
    return "build.image";
  }

  @Override
  public String why() {
    return "what pipelines build must come out as their Dockerfiles and registries have it";
  }

  @Override
  public List<Finding> prove(Runner runner) {
    Fact fact =
        Fact.asStep(
            new Fragment("verify/build"), "verify_build", tool, runner.image(), runner.label());
    return judge(Reply.of(runner.ask(List.of(fact)).answer(fact)));
  }

  private List<Finding> judge(Reply reply) {
    var findings = new Findings(id());
    String property = tool + " build, build again, push, save";
    if (reply.failure().isPresent()) {
      String reason = reply.errors().isBlank() ? reply.failure().get() : reply.errors();
      findings.failed(
          property, "all succeed", reason, "do the same as the agent, and remove its error");
      return findings.list();
    }
    findings.passed(property, "all succeed");
    String[] parts = reply.text().split("\u001f", -1);
    try {
      if (parts.length < 3) {
        throw new MalformedAnswerException("the answer breaks off");
      }
      Json manifest = Json.object(parts[0].getBytes(StandardCharsets.UTF_8));
      Json config = Json.object(parts[1].getBytes(StandardCharsets.UTF_8));
      format.ifPresent(it -> format(it, manifest, config, findings));
      findings.require(
          parts[2].equals("own"),
          "RUN: /proc/self",
          "its own",
          parts[2].equals("own") ? "its own" : "that of another name space",
          "take /proc out of the volumes and mounts of containers.conf: .NET fails with it");
    } catch (MalformedAnswerException e) {
      findings.unknown("image", "a manifest and a configuration", e.getMessage(), "verify again");
    }
    return findings.list();
  }

  private static void format(ImageFormat format, Json manifest, Json config, Findings findings) {
    // OCI need not say what it is.
    findings.require(
        manifest.text("/mediaType").orElse(MEDIA_OCI).equals(media(format)),
        "manifest that is pushed",
        media(format),
        manifest.text("/mediaType").orElse(MEDIA_OCI),
        FORMAT_REMEDY);
    if (format == ImageFormat.V2S2) {
      kept("ONBUILD", config.at("/config/OnBuild").size() == 1, findings);
      kept("HEALTHCHECK", config.at("/config/Healthcheck/Test").size() > 0, findings);
      kept("SHELL", config.at("/config/Shell").size() == 2, findings);
    }
  }

  private static String media(ImageFormat format) {
    return format == ImageFormat.V2S2 ? MEDIA_V2S2 : MEDIA_OCI;
  }

  private static void kept(String instruction, boolean kept, Findings findings) {
    findings.require(
        kept, instruction + " in the image", "kept", kept ? "kept" : "lost", FORMAT_REMEDY);
  }
}
