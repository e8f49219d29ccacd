package steward.network.enclosure;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.enclosure.Station.Standing;
import steward.network.fence.FenceDoor;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.FencePlan;

/// Brings the fence to what was decided: ends what shall not be open any more, then changes the
/// plan, then cuts again what is cut. Thread-safe; blocks on the helper.
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final Enclosure enclosure;
  private volatile boolean cutsHold;

  Upkeep(Enclosure enclosure) {
    this.enclosure = enclosure;
  }

  /// The radio shows its name as long as any window is open.
  void shine(Consumer<Duration> radio) {
    Instant now = enclosure.parts().clock().instant();
    radio.accept(
        enclosure.stations().stream()
            .flatMap(one -> Optional.ofNullable(one.until().get(Timed.WINDOW)).stream())
            .map(until -> Duration.between(now, until))
            .filter(Duration::isPositive)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO));
  }

  /// Brings the fence to what was decided.
  ///
  /// @return whether it holds that now
  boolean bring() {
    boolean settled = settle();
    boolean holds = enclosure.fencing().keep(() -> settled ? possible() : Optional.empty());
    // Without a plan in force the helper has closed everything, and with it forgotten the cuts.
    if (!enclosure.status().stands()) cutsHold = false;
    else if (holds && !cutsHold) cutsHold = cutAgain();
    return holds;
  }

  private Optional<FencePlan> possible() {
    return enclosure
        .plan()
        .filter(plan -> enclosure.parts().links().troubles(plan.ground()).isEmpty());
  }

  /// Ends in the kernel what shall not be open any more, while the fence still knows the station.
  ///
  /// @return whether all of it was; else the fence stays as it is until the helper answers
  private boolean settle() {
    for (var one : enclosure.locked(Inventory::owed).entrySet()) {
      boolean lasts =
          enclosure.status().byHelper()
              && one.getValue().isAfter(enclosure.parts().clock().instant());
      if (lasts && !ends(one.getKey())) return false;
      settled(one.getKey().what(), one.getKey().id());
    }
    return true;
  }

  private boolean ends(Inventory.Owed one) {
    try {
      enclosure.fencing().end(one.what(), one.id());
      return true;
    } catch (FenceDoor.Refusal e) {
      // As where the fence does not know the station: then nothing is open to it.
      LOG.info("{} of {} is over: {}", one.what(), one.id(), e.getMessage());
      return true;
    } catch (IOException e) {
      LOG.warn("{} of {} is not ended yet: {}", one.what(), one.id(), e.getMessage());
      return false;
    }
  }

  /// The rules were loaded anew, without what was cut: it is cut again.
  void cutAnew() {
    cutsHold = false;
    bring();
  }

  /// A cut outlives a machine that was started again; a window does not.
  private boolean cutAgain() {
    Instant now = enclosure.parts().clock().instant();
    for (Station one : enclosure.stations()) {
      Instant until = one.until().get(Timed.CUT);
      if (until == null || !until.isAfter(now) || one.standing() != Standing.ENCLOSED) continue;
      try {
        enclosure.fencing().begin(Timed.CUT, one.id(), Duration.between(now, until).plusSeconds(1));
      } catch (IOException e) {
        LOG.warn("{} is not cut yet: {}", one.id(), e.getMessage());
        return false;
      }
    }
    return true;
  }

  /// It has ended in the kernel, or was never begun.
  void settled(Timed what, String id) {
    enclosure.locked(all -> {
      all.settled(new Inventory.Owed(what, id));
      return all;
    });
  }

  boolean isOwed(Timed what, String id) {
    return enclosure.locked(all -> all.owed().containsKey(new Inventory.Owed(what, id)));
  }
}
