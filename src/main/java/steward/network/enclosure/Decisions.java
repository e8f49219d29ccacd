package steward.network.enclosure;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.network.enclosure.Refused.Why;
import steward.network.enclosure.Station.Standing;
import steward.network.enclosure.Status.Holds;
import steward.network.fence.FenceDoor;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.FencePlan;
import steward.network.fence.Lane;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Span;

/// What people decide about the closed network. Each change is looked at before it is made, kept on
/// the disk, brought to the fence, and said in a sentence. Thread-safe; every call blocks.
public final class Decisions {
  private static final Map<Timed, List<Duration>> SPANS =
      Map.of(
          Timed.WINDOW, List.of(Duration.ofMinutes(10), Duration.ofMinutes(30)),
          Timed.LEARN, List.of(Duration.ofHours(1), Duration.ofHours(24)),
          Timed.CUT, List.of(Duration.ofMinutes(1), Duration.ofHours(24)));
  private static final String ADVICE =
      "In advice mode a person does this; set network.mode to fence and the steward can.";

  private final Enclosure enclosure;
  private final PortLocks locks;

  /// A change of the ground that was begun.
  ///
  /// @param token what confirms it; empty where it was only looked at
  public record Applied(boolean isDone, String did, String token, Optional<Instant> until) {}

  public Decisions(Enclosure enclosure) {
    this.enclosure = enclosure;
    locks = new PortLocks(enclosure);
  }

  private Kept kept(String id) {
    return enclosure.locked(all ->
        all.all().stream()
            .filter(one -> one.station().id().equals(id))
            .findFirst()
            .orElseThrow(() -> new Refused(Why.UNKNOWN, "There is no station '" + id + "'.")));
  }

  /// Changes what is decided about a station.
  ///
  /// @throws Malformed if no fence can be made of it
  public Changed put(String id, Wish wish, boolean preview, String principal) {
    return enclosure.decided(() -> putNow(id, wish, preview, principal));
  }

  private Changed putNow(String id, Wish wish, boolean preview, String principal) {
    Kept before = kept(id);
    var edit = before.edit();
    wish.standing().ifPresent(edit::standing);
    wish.thing().ifPresent(thing -> edit.thing(thing(thing)));
    wish.lanes().ifPresent(edit::lanes);
    wish.port().ifPresent(port -> edit.port(locks.chosen(port)));
    wish.standing().filter(standing -> standing != Standing.ENCLOSED).ifPresent(_ -> edit.ended());
    Kept after = before.decided(edit);
    return changed(before, after, preview, principal, sentences(before, after, wish));
  }

  private static Optional<ThingId> thing(String text) {
    if (text.isEmpty()) return Optional.empty();
    if (!ThingId.isSlug(text)) throw new Malformed("/thing", "the id of a thing", "'" + text + "'");
    return Optional.of(new ThingId(text));
  }

  private List<String> sentences(Kept before, Kept after, Wish wish) {
    var says = new ArrayList<String>();
    String called = enclosure.known().name(after.station());
    Standing standing = after.station().standing();
    if (standing != before.station().standing()) says.add(Says.standing(standing, called));
    if (!before.station().thing().equals(after.station().thing()))
      says.add(
          after
              .station()
              .thing()
              .map(thing -> called + " is the thing " + thing.value() + ".")
              .orElse(called + " is no thing of the house."));
    if (standing != Standing.ENCLOSED && (wish.lanes().isPresent() || wish.port().isPresent()))
      says.add("Its lanes and its port are kept for when it is enclosed.");
    wish.port().flatMap(_ -> locks.warning(after.station())).ifPresent(says::add);
    wish.lanes()
        .flatMap(lanes -> enclosure.ground().map(ground -> Says.missing(lanes, ground)))
        .filter(sentence -> !sentence.isEmpty())
        .ifPresent(says::add);
    return says;
  }

  private Changed changed(
      Kept before, Kept after, boolean preview, String principal, List<String> says) {
    List<String> now = rows(List.of(before));
    List<String> then = rows(List.of(after));
    var all = new ArrayList<>(says);
    for (String one : Difference.of(now, then, this::name).says())
      if (!all.contains(one)) all.add(one);
    boolean isNothing = all.isEmpty();
    if (isNothing) all.add("Nothing changes.");
    if (preview) return new Changed(false, String.join(" ", all), false, found(before));
    enclosure.keep(after);
    boolean holds = enclosure.bring();
    if (!before.station().until().equals(after.station().until())) enclosure.shine();
    if (!holds) all.add(whyNot());
    String did = String.join(" ", all);
    if (!isNothing) enclosure.parts().told().note(did, found(after), principal);
    return new Changed(true, did, !holds, found(after));
  }

  /// @throws Malformed if the helper would not read it
  private List<String> rows(List<Kept> instead) {
    return enclosure.plan(instead).map(FencePlan::rows).orElse(List.of());
  }

  private String name(String id) {
    return enclosure.station(id).map(enclosure.known()::name).orElse(id);
  }

  private Optional<Station> found(Kept one) {
    return enclosure.of(one.hardware());
  }

  private String whyNot() {
    Status status = enclosure.status();
    if (!status.byHelper())
      return "It is kept, and stands in the files of 'network advice'; a person applies them.";
    if (!status.helperThere())
      return "It is kept; the helper of the fence does not answer, and gets it when it is back.";
    return switch (status.holds()) {
      case TRIAL -> "It is kept, and done once the change that is tried is confirmed or over.";
      case NOTHING -> "It is kept; the fence does not stand yet: apply it.";
      case CONFIRMED, UNKNOWN ->
          status.trouble().isEmpty()
              ? "It is kept; a change of the ground waits to be applied with it."
              : "It is kept. " + status.trouble();
    };
  }

  /// Forgets a station; it comes back when it is seen again.
  public Changed forget(String id, boolean preview, String principal) {
    return enclosure.decided(() -> forgetNow(id, preview, principal));
  }

  private Changed forgetNow(String id, boolean preview, String principal) {
    Kept before = kept(id);
    String called = enclosure.known().name(before.station());
    if (before.station().thing().isPresent() && before.isEnclosed())
      throw new Refused(
          Why.CONFLICT,
          called + " is a thing of the house: remove the thing, or refuse the station.");
    String did = called + " is forgotten; when it is seen again, it is in quarantine.";
    if (preview) return new Changed(false, did, false, found(before));
    enclosure.forget(before.hardware());
    boolean holds = enclosure.bring() || !before.isEnclosed();
    if (before.station().until().containsKey(Timed.WINDOW)) enclosure.shine();
    if (!holds) did += " " + whyNot();
    enclosure.parts().told().note(did, Optional.of(before.station()), principal);
    return new Changed(true, did, !holds, Optional.empty());
  }

  /// Opens a window, watches, or cuts, for a time.
  ///
  /// @throws Malformed if the time is out of its range
  public Changed begin(Timed what, String id, Duration time, boolean preview, String principal) {
    check(what, time);
    return enclosure.decided(() -> beginNow(what, id, time, preview, principal));
  }

  private Changed beginNow(
      Timed what, String id, Duration time, boolean preview, String principal) {
    Kept before = kept(id);
    String called = enclosure.known().name(before.station());
    if (!enclosure.status().byHelper()) throw new Refused(Why.CONFLICT, ADVICE);
    boolean brings = what == Timed.WINDOW && before.station().standing() == Standing.QUARANTINED;
    if (!before.isEnclosed() && !brings)
      throw new Refused(Why.CONFLICT, called + " is not enclosed, so it reaches nothing as it is.");
    var says = new ArrayList<String>();
    if (brings) says.add(Says.standing(Standing.ENCLOSED, called));
    Kept enclosed = before.with(before.edit().standing(Standing.ENCLOSED));
    says.add(Says.begun(what, called, time, enclosure.known().inWindow(enclosed.station())));
    if (preview) return new Changed(false, String.join(" ", says), false, found(before));
    requireFence();
    Instant until = enclosure.parts().clock().instant().plus(time);
    Kept after =
        before.decided(before.edit().standing(Standing.ENCLOSED).until(what, Optional.of(until)));
    rows(List.of(after));
    enclosure.keep(after);
    if (!enclosure.bring()) {
      String why = whyNot();
      neverBegun(before, what);
      throw new Refused(Why.HELPER, "Nothing was opened or cut. " + why);
    }
    try {
      enclosure.fencing().begin(what, id, time);
    } catch (FenceDoor.Refusal e) {
      neverBegun(before, what);
      throw new Refused(
          Why.HELPER, "Nothing was opened or cut. The helper refused it: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw undone(before, what, until, e);
    }
    if (what == Timed.WINDOW) enclosure.shine();
    String did = String.join(" ", says);
    enclosure.parts().told().note(did, found(after), principal);
    return new Changed(true, did, false, found(after));
  }

  private void neverBegun(Kept before, Timed what) {
    enclosure.keep(before);
    if (!before.station().until().containsKey(what))
      enclosure.upkeep().settled(what, before.station().id());
    enclosure.bring();
  }

  /// The helper said nothing, and may have done it, or do it still.
  private Refused undone(Kept before, Timed what, Instant until, IOException e) {
    enclosure.keep(before);
    enclosure.bring();
    return new Refused(
        Why.HELPER,
        enclosure.upkeep().isOwed(what, before.station().id())
            ? "The helper did not answer (%s), so nobody knows whether it was done. It is ended when the helper is back, and ends by itself at %s."
                .formatted(e.getMessage(), Says.time(until))
            : "Nothing is opened or cut. The helper did not answer: " + e.getMessage() + ".");
  }

  private void requireFence() {
    enclosure.bring();
    Status status = enclosure.status();
    if (!status.helperThere() || status.holds() != Holds.CONFIRMED)
      throw new Refused(Why.HELPER, "The fence must stand for this. " + status.says(List.of()));
  }

  private static void check(Timed what, Duration time) {
    List<Duration> spans = SPANS.getOrDefault(what, List.of(Duration.ZERO));
    Duration least = spans.getFirst();
    Duration most = spans.getLast();
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0)
      throw new Malformed(
          "/for", "from " + Span.text(least) + " to " + Span.text(most), Span.text(time));
  }

  /// Ends early what was begun.
  public Changed end(Timed what, String id, boolean preview, String principal) {
    return enclosure.decided(() -> endNow(what, id, preview, principal));
  }

  private Changed endNow(Timed what, String id, boolean preview, String principal) {
    Kept before = kept(id);
    if (!before.station().until().containsKey(what))
      throw new Refused(Why.CONFLICT, "There is nothing of this kind to end.");
    String did = Says.ended(what, enclosure.known().name(before.station()));
    if (preview) return new Changed(false, did, false, found(before));
    try {
      enclosure.fencing().end(what, id);
    } catch (IOException e) {
      throw new Refused(
          Why.HELPER,
          "It could not be ended now, and ends by itself at %s: %s."
              .formatted(Says.time(until(before, what)), e.getMessage()));
    }
    enclosure.keep(before.with(before.edit().until(what, Optional.empty())));
    enclosure.upkeep().settled(what, id);
    if (what == Timed.WINDOW) enclosure.shine();
    boolean holds = enclosure.bring();
    enclosure.parts().told().note(did, Optional.of(before.station()), principal);
    return new Changed(true, did, !holds, found(before));
  }

  private static Instant until(Kept one, Timed what) {
    return one.station().until().getOrDefault(what, Instant.EPOCH);
  }

  // ---- the ground

  /// What applying would do, against what was confirmed last.
  public Difference change() {
    return Difference.of(enclosure.fencing().held(), rows(List.of()), this::name);
  }

  /// Tries everything that was decided and configured, for a minute.
  ///
  /// @param principal who alone can confirm it
  public Applied apply(boolean preview, String principal) {
    Difference change = change();
    String says = String.join(" ", change.says());
    if (preview)
      return new Applied(
          false,
          change.isNone() ? "Nothing would change." : says + " Put back unless you confirm it.",
          "",
          Optional.empty());
    if (!enclosure.status().byHelper()) throw new Refused(Why.CONFLICT, ADVICE);
    FencePlan plan =
        enclosure
            .plan()
            .orElseThrow(() -> new Refused(Why.CONFLICT, String.join(" ", enclosure.troubles())));
    List<String> missing = enclosure.parts().links().troubles(plan.ground());
    if (!missing.isEmpty()) throw new Refused(Why.CONFLICT, String.join(" ", missing));
    try {
      String token = enclosure.fencing().apply(plan, principal);
      Instant until = enclosure.status().trial().orElseThrow().until();
      String did =
          says + " This is tried until " + Says.time(until) + ": confirm it, or it goes back.";
      enclosure.parts().told().note(did.strip(), Optional.empty(), principal);
      return new Applied(true, did.strip(), token, Optional.of(until));
    } catch (IOException e) {
      throw new Refused(
          Why.HELPER, "The helper did not do it; what held, still holds: " + e.getMessage() + ".");
    }
  }

  /// Keeps what is tried, for good.
  ///
  /// @param said the word; empty for what this client itself tries
  public Changed confirm(String said, String principal) {
    String token = said.isEmpty() ? enclosure.fencing().wordOf(principal) : said;
    if (!enclosure.fencing().mayConfirm(token, principal))
      throw new Refused(
          Why.NOT_YOURS,
          "Nothing with this word is tried, or somebody else tried it: only that client, which still reaches the house, can confirm it.");
    try {
      enclosure.fencing().confirm(token);
    } catch (IOException e) {
      throw new Refused(Why.HELPER, "It was not confirmed: " + e.getMessage() + ".");
    }
    String did = "Confirmed: the fence stands as it was tried.";
    enclosure.parts().told().note(did, Optional.empty(), principal);
    enclosure.look();
    return new Changed(true, did, false, Optional.empty());
  }

  /// Puts back at once what was before the trial.
  public Changed back(String principal) {
    try {
      if (!enclosure.fencing().back())
        throw new Refused(Why.CONFLICT, "Nothing is tried now: there is nothing to put back.");
    } catch (IOException e) {
      throw new Refused(
          Why.HELPER, "It was not put back, and goes back by itself: " + e.getMessage());
    }
    String did = "Put back: the fence is as it was before.";
    enclosure.parts().told().note(did, Optional.empty(), principal);
    enclosure.look();
    return new Changed(true, did, false, Optional.empty());
  }

  /// Puts the confirmed fence in force once more, after somebody else changed its rules.
  public Changed again(boolean preview, String principal) {
    String did =
        "The fence that was confirmed is in force again; what others changed of it is gone.";
    if (preview) return new Changed(false, did, false, Optional.empty());
    try {
      enclosure.fencing().again();
    } catch (IOException e) {
      throw new Refused(Why.HELPER, "It could not be put back: " + e.getMessage() + ".");
    }
    enclosure.upkeep().cutAnew();
    enclosure.parts().told().note(did, Optional.empty(), principal);
    return new Changed(true, did, false, Optional.empty());
  }

  /// Replaces the lanes of a station that a person gave.
  public Changed putLanes(String id, List<Lane> lanes, String principal) {
    return put(id, Wish.lanes(lanes), false, principal);
  }
}
