package dev.provision.scaleset;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import java.util.List;

/** A kind of thing that a plan does not look for, because only the scale-set script brings it. */
interface Trace {

  List<Fact> facts();

  /** All that is there beyond the profile, whoever brought it. */
  List<Extra> extras(Observation host);
}
