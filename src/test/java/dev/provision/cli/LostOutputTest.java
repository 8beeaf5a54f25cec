package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.ExitStatus;
import dev.provision.cli.Cli.Run;
import dev.provision.report.Results;
import dev.provision.transport.UnreachableException;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that nobody got is no success, and one that nobody wants is no failure. */
class LostOutputTest {
  private static final String VERIFY = "verify --profile ado-runner --host u@h";

  @TempDir Path folder;
  private final FakeWorkbench host = new FakeWorkbench();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aFullDiskIsNoSuccess() throws IOException {
    try (var full = new FileOutputStream("/dev/full")) {
      assertThat(run(full, "schema")).isEqualTo(ExitCode.OUTPUT_LOST);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("provision: the result could not be written: No space left on device\n");
  }

  @Test
  void anAnswerThatIsNoIsLostAsWell() {
    host.plan = Results::different;

    assertThat(run(failing("Input/output error"), "plan --profile ado-runner --host u@h"))
        .isEqualTo(ExitCode.OUTPUT_LOST);
  }

  @Test
  void troubleTellsMore() {
    host.plan =
        () -> {
          throw new UnreachableException("no route");
        };

    assertThat(
            run(
                failing("Input/output error"),
                "plan --profile ado-runner --host u@h --format json"))
        .isEqualTo(ExitCode.UNAVAILABLE);
  }

  @Test
  void aReaderThatHasLeftEndsNothing() {
    assertThat(run(failing("Broken pipe"), "schema")).isEqualTo(ExitCode.OK);
    assertThat(err.size()).isZero();
  }

  @Test
  void aReportThatCannotBeWrittenIsToldBeforeTheHostIsCalled() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    var cli = new Cli().in(folder);

    Run below = cli.line(VERIFY + " --report json=file/x.json");
    Run directory = cli.line(VERIFY + " --report json=.");

    assertThat(below.code()).isEqualTo(ExitCode.USAGE);
    assertThat(below.stderr()).contains("--report: cannot write " + folder + "/file/x.json");
    assertThat(directory.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.host.connected).isEmpty();
  }

  @Test
  void aReportIsNotThereBeforeItsTime() {
    host.verify =
        () -> {
          assertThat(folder).isEmptyDirectory();
          throw new UnreachableException("gone");
        };

    run(OutputStream.nullOutputStream(), VERIFY + " --report json=" + folder + "/x.json");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theResultIsShownWhenAReportFailsLater() throws IOException {
    Path reports = folder.resolve("reports");
    var cli = new Cli().in(folder);
    cli.host.verify =
        () -> {
          try {
            Files.delete(reports);
            Files.writeString(reports, "in the way");
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          return Results.findings();
        };

    Run run = cli.line(VERIFY + " --format json --report junit=reports/x.xml");

    assertThat(run.code()).isEqualTo(ExitCode.OUTPUT_LOST);
    assertThat(run.stdout()).startsWith("{\n  \"success\": true").endsWith("}\n");
    assertThat(run.stderr()).contains("provision: --report: cannot write " + reports + "/x.xml");
  }

  private ExitStatus run(OutputStream out, String words) {
    var console =
        new Console(out, err, InputStream.nullInputStream(), new Console.Terminals(false, false));
    return new Main(console, Map.of(), folder, host).run(words.split(" "));
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int single) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
