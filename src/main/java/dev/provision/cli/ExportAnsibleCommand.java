package dev.provision.cli;

import dev.provision.engine.Maker;
import dev.provision.export.AnsibleExport;
import dev.provision.profile.Profile;
import dev.provision.render.RenderedFile;
import java.nio.file.Path;
import java.util.List;

/** What the role of {@code ansible-compat} makes a runner of. */
final class ExportAnsibleCommand extends ExportTool {

  @Override
  public String name() {
    return "export ansible";
  }

  @Override
  public String summary() {
    return "a playbook with the profile's variables and files";
  }

  @Override
  List<String> about() {
    return List.of(
        "ansible-playbook -i INVENTORY DIR/playbook.yml then makes each host a runner, with",
        "the role of the collection provision.azure_devops, and without provision there. The",
        "collection comes with provision: ansible-galaxy collection install ansible-compat,",
        "of /usr/share/provision where the package is installed.");
  }

  @Override
  List<RenderedFile> files(CommandContext context, Profile profile, Path directory) {
    return AnsibleExport.of(profile, Maker.current());
  }
}
