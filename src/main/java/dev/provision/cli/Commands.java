package dev.provision.cli;

import java.util.List;
import java.util.Optional;

/** All subcommands. Only the one that was asked for is built: start-up is measured. */
final class Commands {
  static final List<String> NAMES =
      List.of(
          "validate",
          "render",
          "plan",
          "apply",
          "verify",
          "drift",
          "history",
          "rollback",
          "explain",
          "lint",
          "import",
          "podman",
          "export",
          "schema");

  private Commands() {}

  static Optional<Command> find(String name) {
    return switch (name) {
      case "validate" -> Optional.of(new ValidateCommand());
      case "render" -> Optional.of(new RenderCommand());
      case "plan" -> Optional.of(new PlanCommand());
      case "apply" -> Optional.of(new ApplyCommand());
      case "verify" -> Optional.of(new VerifyCommand());
      case "drift" -> Optional.of(new DriftCommand());
      case "history" -> Optional.of(new HistoryCommand());
      case "rollback" -> Optional.of(new RollbackCommand());
      case "explain" -> Optional.of(new ExplainCommand());
      case "lint" -> Optional.of(new LintCommand());
      case "import" -> Optional.of(new ImportCommand());
      case "podman" -> Optional.of(new PodmanCommand());
      case "export" -> Optional.of(new ExportCommand());
      case "schema" -> Optional.of(new SchemaCommand());
      default -> Optional.empty();
    };
  }
}
