package dev.provision;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.provision.transport.ShellQuote;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom: the direction of the design, and the one home of each library. */
class PackagesTest {
  private static final String BASE = "dev.provision";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  /** Each package, and those of ours that it may use beside the root with its exit codes. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("transport", Set.of()),
          Map.entry("podman", Set.of("transport")),
          Map.entry("lint", Set.of()),
          Map.entry("profile", Set.of("containers")),
          Map.entry("containers", Set.of("profile")),
          Map.entry("plan", Set.of("transport")),
          Map.entry("resource", Set.of("plan", "transport")),
          Map.entry("render", Set.of("profile", "resource", "containers", "plan", "transport")),
          Map.entry(
              "verify", Set.of("profile", "plan", "transport", "containers", "render", "podman")),
          Map.entry("scaleset", Set.of("profile", "plan", "resource")),
          Map.entry(
              "engine",
              Set.of(
                  "profile",
                  "containers",
                  "plan",
                  "resource",
                  "render",
                  "scaleset",
                  "transport",
                  "podman",
                  "verify")),
          Map.entry("imports", Set.of("engine", "containers", "plan", "profile", "transport")),
          Map.entry("fleet", Set.of("engine", "plan", "profile", "transport", "verify")),
          Map.entry("export", Set.of("profile", "containers", "render", "resource", "engine")),
          Map.entry(
              "report",
              Set.of(
                  "engine",
                  "fleet",
                  "lint",
                  "imports",
                  "plan",
                  "verify",
                  "profile",
                  "render",
                  "containers",
                  "podman")),
          Map.entry(
              "cli",
              Set.of(
                  "transport",
                  "profile",
                  "containers",
                  "plan",
                  "resource",
                  "render",
                  "verify",
                  "engine",
                  "export",
                  "fleet",
                  "lint",
                  "imports",
                  "podman",
                  "report")));

  /** Libraries with the one package that knows them. */
  private static final Map<String, String> HOMES =
      Map.of(
          "net.schmizz..", "transport",
          "com.hierynomus..", "transport",
          "org.bouncycastle..", "transport",
          "picocli..", "cli",
          "freemarker..", "render",
          "org.snakeyaml..", "lint",
          "com.fasterxml.jackson.dataformat.toml..", "profile");

  static Set<String> packages() {
    return MAY_USE.keySet();
  }

  @Test
  void everyPackageHasARule() {
    Set<String> found =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(BASE + "."))
            .map(name -> name.substring(BASE.length() + 1).split("\\.")[0])
            .collect(Collectors.toSet());
    assertThat(MAY_USE.keySet()).containsAll(found);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesOnlyWhatItMay(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
            .map(other -> BASE + "." + other + "..")
            .toArray(String[]::new);
    Set<String> forbidden =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
            .map(other -> BASE + "." + other + "..")
            .collect(Collectors.toSet());
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(BASE + "." + name + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden.toArray(String[]::new))
            .because("it may use only " + List.of(allowed));
    rule.allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theRootUsesNobody() {
    classes()
        .that()
        .resideInAPackage(BASE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(BASE, "java..")
        .check(CLASSES);
  }

  @Test
  void renderingQuotesButDoesNotConnect() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".render..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(BASE + ".transport..").and(not(type(ShellQuote.class))))
        .check(CLASSES);
  }

  @Test
  void librariesHaveOneHome() {
    HOMES.forEach(
        (library, home) ->
            noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "." + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES));
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.provision.cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  /** In Turkish, lower-case I is no i. */
  @Test
  void noCaseIsChangedByTheLocaleOfTheUser() {
    for (String method : List.of("toLowerCase", "toUpperCase")) {
      noClasses().should().callMethod(String.class, method).check(CLASSES);
    }
  }
}
