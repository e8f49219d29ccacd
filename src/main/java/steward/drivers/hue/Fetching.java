package steward.drivers.hue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.driver.Effect;
import steward.driver.Offer;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Status;

/// Asks a bridge for everything: at the start, and whenever what we know may not be all. Confined
/// to one step.
record Fetching(Turn turn) {
  static final String NAME = "fetch";
  static final Duration SOON = Duration.ofSeconds(1);
  static final Duration WITHIN = Duration.ofSeconds(15);

  /// The least time from one asking out of doubt to the next.
  static final Duration APART = Duration.ofSeconds(20);

  /// The wait after a busy bridge's first refusal; the n-th is n times as long.
  static final Duration BUSY_AGAIN = Duration.ofMillis(250);

  static final int BUSY_MAX = 25;

  private static final String ALL = NAME + ":all";
  private static final String TYPE = NAME + ":type:";
  private static final String PATH = "/clip/v2/resource";

  void begin() {
    if (turn.key.isEmpty() || turn.fetch.running()) return;
    turn.fetch = turn.fetch.begun(turn.now());
    ask();
  }

  /// What is known may not be all: everything is asked for again, but not without end.
  void doubt() {
    boolean isComing = turn.fetch.again();
    turn.fetch = turn.fetch.doubted();
    if (isComing || turn.fetch.running()) return;
    Duration since = Duration.between(turn.fetch.at(), turn.now());
    Duration wait = APART.minus(since);
    turn.wake(NAME, wait.compareTo(SOON) > 0 ? wait : SOON);
  }

  private void ask() {
    if (turn.fetch.byType()) {
      String type = Places.TYPES.get(turn.fetch.next());
      turn.get(TYPE + type, PATH + "/" + type, WITHIN);
    } else {
      turn.get(ALL, PATH, WITHIN);
    }
  }

  /// Whether this is the answer that is waited for, and not one of an older asking.
  private boolean isAwaited(String name) {
    if (!turn.fetch.running()) return false;
    return name.equals(turn.fetch.byType() ? TYPE + Places.TYPES.get(turn.fetch.next()) : ALL);
  }

  void answered(Message.HttpResponse answer) {
    if (!isAwaited(answer.name())) return;
    if (HueDriver.isBusy(answer.status())) {
      busy(answer.status());
    } else if (answer.status() == 404 && turn.fetch.byType()) {
      gathered(List.of()); // an older firmware does not know all types
    } else if (answer.status() != 200 && answer.status() != 207) {
      useless(answer.status());
    } else {
      Clip clip = Clip.of(answer);
      if (clip.read()) {
        if (!clip.errors().isEmpty()) turn.dropped("the bridge complains: " + clip.complaint());
        gathered(clip.resources());
      } else {
        byType("its list of everything cannot be read (" + answer.body().length() + " bytes)");
      }
    }
  }

  void failed(Message.Failed failed) {
    if (!isAwaited(failed.name())) return;
    if (failed.why() == Why.BROKEN && !turn.fetch.byType()) {
      byType(failed.reason());
    } else {
      turn.fetch = turn.fetch.ended(0).whole();
      turn.failed(HueDriver.sentence(failed));
    }
  }

  /// Much may be too much at once.
  private void byType(String why) {
    turn.dropped(why + ": it is asked type by type");
    if (turn.fetch.byType()) {
      turn.fetch = turn.fetch.ended(0).whole();
      turn.failed("what the bridge answers cannot be read");
      return;
    }
    turn.fetch = turn.fetch.at(0, List.of());
    ask();
  }

  private void busy(int status) {
    int tries = turn.fetch.tries() + 1;
    turn.fetch = turn.fetch.ended(tries);
    if (tries >= 3 && turn.house().isEmpty() || tries >= BUSY_MAX) {
      turn.health =
          new Talk.Health(
              Status.State.ABSENT,
              "the bridge is starting, or has too much to do (" + status + ")");
    }
    if (tries > BUSY_MAX) return; // from now on with the next tick
    long wait = BUSY_AGAIN.toMillis() * tries;
    turn.wake(NAME, Duration.ofMillis(wait + (long) (turn.chance() * wait / 4)));
  }

  private void useless(int status) {
    turn.fetch = turn.fetch.ended(0);
    turn.health =
        new Talk.Health(
            Status.State.ERROR,
            status == 404
                ? "the bridge does not know the newer interface: update it (1948086000 or later)"
                : "the bridge answers " + status + " when it is asked for everything");
    turn.pace = turn.pace.failed();
  }

  private void gathered(List<Resource> more) {
    if (!turn.fetch.byType()) {
      complete(more);
      return;
    }
    var all = new ArrayList<>(turn.fetch.gathered());
    all.addAll(more.subList(0, Math.min(more.size(), House.RESOURCES_MAX - all.size())));
    int next = turn.fetch.next() + 1;
    if (next >= Places.TYPES.size()) {
      complete(all);
      return;
    }
    turn.fetch = turn.fetch.at(next, all);
    ask();
  }

  private void complete(List<Resource> all) {
    Talk.Fetch was = turn.fetch;
    turn.fetch = was.ended(0);
    House house = House.of(all);
    if (isAnother(house)) return;
    if (all.size() > House.RESOURCES_MAX)
      turn.dropped("all but " + House.RESOURCES_MAX + " of " + all.size() + " resources");
    turn.house(house);
    turn.pace = turn.pace.answered();
    present();
    var hearing = new Hearing(turn);
    house.resources().values().stream()
        .filter(one -> !one.type().endsWith("scene"))
        .forEach(one -> hearing.state(one, one));
    house.rooms().stream()
        .flatMap(room -> house.scenes(room.id()).stream().limit(1))
        .forEach(scene -> hearing.state(scene, scene));
    // What came while the bridge was answering may be newer than its answer. What is momentary was
    // told then, and is not told again.
    for (String held : was.held()) new Streaming(turn).take(held, false, false);
    learn();
    if (was.again()) doubt();
  }

  private boolean isAnother(House house) {
    Optional<String> id =
        house.all("bridge").stream()
            .flatMap(bridge -> BridgeId.of(bridge.text("bridge_id")).stream())
            .findFirst();
    if (id.isEmpty() || id.get().equals(turn.site.bridgeId())) return false;
    turn.health =
        new Talk.Health(
            Status.State.ERROR,
            "the bridge at this address is " + id.get() + ", not " + turn.site.bridgeId());
    return true;
  }

  void present() {
    boolean follows = turn.stream.isOpen() || turn.stream.tries() < 3;
    turn.health =
        new Talk.Health(
            Status.State.PRESENT,
            follows
                ? "it answers"
                : "it answers, but ends its stream of events: it is asked once a minute, and"
                    + " presses of buttons are not seen");
  }

  private void learn() {
    Offer offer = turn.catalogue().offer("Hue bridge", "unknown", "");
    int digest = offer.hashCode();
    if (digest == turn.offered) return;
    turn.offered = digest;
    turn.effects.add(new Effect.Learnt(offer));
  }
}
