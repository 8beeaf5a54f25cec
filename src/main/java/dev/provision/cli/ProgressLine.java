package dev.provision.cli;

import dev.provision.engine.Inspection;
import dev.provision.engine.Progress;
import dev.provision.report.HostText;
import java.util.function.Consumer;

/** Progress on standard error: a line that rewrites itself on a terminal, a log elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final String ERASE = "\r\u001b[K";
  private static final int WIDTH = 79;

  private final Console console;
  private final boolean live;
  private final Consumer<Inspection> onPlanned;

  /**
   * @param onPlanned prints the plan where apply shows one
   */
  ProgressLine(Console console, boolean live, Consumer<Inspection> onPlanned) {
    this.console = console;
    this.live = live;
    this.onPlanned = onPlanned;
  }

  @Override
  public void phase(String title) {
    show(HostText.line(title) + " ...");
  }

  @Override
  public void step(int number, int total, String title) {
    show("[%d/%d] %s".formatted(number, total, HostText.line(title)));
  }

  @Override
  public void note(String text) {
    close();
    console.advise("note: " + HostText.line(text) + "\n");
  }

  @Override
  public void planned(Inspection inspection) {
    close();
    onPlanned.accept(inspection);
  }

  private void show(String line) {
    // A line that wraps could not be erased.
    console.advise(live ? ERASE + line.substring(0, Math.min(line.length(), WIDTH)) : line + "\n");
  }

  @Override
  public void close() {
    if (live) {
      console.advise(ERASE);
    }
  }
}
