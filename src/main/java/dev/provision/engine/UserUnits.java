package dev.provision.engine;

import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.profile.Quadlet;
import dev.provision.profile.UserUnit;
import dev.provision.render.RenderedFile;
import dev.provision.render.Rendering;
import dev.provision.render.UnitFile;
import dev.provision.resource.OwnUnit;
import dev.provision.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * The units of the account's own systemd that a profile has, each with the file that it is made of.
 */
final class UserUnits {
  private UserUnits() {}

  /** In the order of the profile; where they need each other, systemd knows. */
  static List<Resource> of(Profile profile, Rendering rendering) {
    var units = new ArrayList<Resource>();
    for (Quadlet quadlet : profile.quadlets()) {
      String plain = UnitFile.plain(quadlet.service());
      boolean generated = rendering.file(plain).isEmpty();
      String path = generated ? UnitFile.quadlet(profile, quadlet) : plain;
      units.add(unit(profile, rendering, path, quadlet.service(), generated, quadlet.starts()));
    }
    for (UserUnit unit : profile.userUnits()) {
      String path = UnitFile.plain(unit.name());
      units.add(unit(profile, rendering, path, unit.name(), false, unit.starts()));
    }
    return List.copyOf(units);
  }

  private static OwnUnit unit(
      Profile profile,
      Rendering rendering,
      String path,
      String name,
      boolean generated,
      boolean starts) {
    Agent agent = profile.agent();
    return new OwnUnit(
        agent.user(),
        agent.uid(),
        name,
        path,
        rendering.file(path).map(RenderedFile::content),
        generated,
        starts);
  }
}
