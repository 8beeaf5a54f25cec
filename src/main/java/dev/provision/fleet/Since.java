package dev.provision.fleet;

import dev.provision.fleet.Fleet.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What has become of a fleet since it was looked at before; names of hosts.
 *
 * @param fresh not in sync now, and in sync before or not there
 * @param other not in sync now in another way than before
 * @param same not in sync, as before
 * @param over in sync again
 * @param left no longer there
 */
public record Since(
    List<String> fresh,
    List<String> other,
    List<String> same,
    List<String> over,
    List<String> left) {

  /** Compares two nights. */
  public static Since of(Fleet before, Fleet now) {
    Map<String, Standing> then = new HashMap<>();
    before.standings().forEach(it -> then.put(it.host(), it));
    var fresh = new ArrayList<String>();
    var other = new ArrayList<String>();
    var same = new ArrayList<String>();
    var over = new ArrayList<String>();
    for (Standing result : now.standings()) {
      Standing old = then.remove(result.host());
      boolean well = result.state() == HostState.IN_SYNC;
      boolean wasWell = old == null || old.state() == HostState.IN_SYNC;
      if (well && !wasWell) {
        over.add(result.host());
      } else if (!well && wasWell) {
        fresh.add(result.host());
      } else if (!well) {
        boolean alike =
            old.state() == result.state() && old.difference().equals(result.difference());
        (alike ? same : other).add(result.host());
      }
    }
    return new Since(fresh, other, same, over, List.copyOf(new TreeSet<>(then.keySet())));
  }
}
