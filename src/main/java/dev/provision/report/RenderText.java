package dev.provision.report;

import dev.provision.render.Omission;
import dev.provision.render.RenderedFile;
import dev.provision.render.Rendering;

/** What a profile renders to, for people. */
public final class RenderText {
  private RenderText() {}

  /** One line a file: mode, owner, path. */
  public static String files(Rendering rendering) {
    var columns = new Columns();
    for (RenderedFile file : rendering.files()) {
      columns.row(
          file.mode(),
          HostText.line(file.owner() + ":" + file.group()),
          HostText.line(file.path()));
    }
    return String.join("\n", columns.lines()) + "\n";
  }

  /** What is left out, and why. */
  public static String omissions(Rendering rendering) {
    var text = new StringBuilder();
    for (Omission omission : rendering.omissions()) {
      text.append("note: ").append(HostText.line(omission.toString())).append('\n');
    }
    return text.toString();
  }
}
