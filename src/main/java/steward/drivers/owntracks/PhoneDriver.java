package steward.drivers.owntracks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Payload;
import steward.driver.Step;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Word;

/// Reads what one phone says over MQTT or HTTP, and keeps whether it is at home. Immutable.
///
/// The newest fix counts, whenever it comes. To be at home takes one fix; to have left takes two
/// that are some time apart, or one and a while without another word: phones send late, and jump.
/// That the phone's connection broke says nothing. What was kept or is old is history. Positions go
/// no further than this class.
final class PhoneDriver implements Driver<Whereabouts> {
  static final Duration LEAVES_AFTER = Duration.ofMinutes(5);
  static final Duration STALE_AFTER = Duration.ofHours(12);
  private static final Duration AHEAD_MAX = Duration.ofMinutes(10);
  private static final String LEAVING = "leaving";
  private static final String STALE = "stale";
  private static final String SILENT = "silent";
  private static final int DATA_LENGTH_MAX = 64 * 1024;
  private static final int WAYPOINTS_MAX = 200;

  private final Udn thing;
  private final Phone phone;
  private final String passphrase;

  PhoneDriver(Udn thing, Phone phone, String passphrase) {
    this.thing = thing;
    this.phone = phone;
    this.passphrase = passphrase;
  }

  @Override
  public Whereabouts start() {
    return Whereabouts.NOTHING;
  }

  @Override
  public Set<String> topics() {
    return phone.topics();
  }

  @Override
  public boolean isPrivate() {
    return true;
  }

  @Override
  public Step<Whereabouts> on(Whereabouts state, Input input) {
    var effects = new ArrayList<Effect>();
    Whereabouts next =
        switch (input) {
          case Input.Opened _ -> {
            effects.add(new Effect.Wake(STALE, STALE_AFTER));
            yield state;
          }
          case Input.Came(Message.Publish publish, var moment) ->
              read(state, publish.payload(), publish.retained(), moment.at(), effects);
          case Input.Came(Message.WebhookCall call, var moment) ->
              isOthers(call)
                  ? dropped(state, "the phone says that it is another one", effects)
                  : read(state, call.body(), false, moment.at(), effects);
          case Input.Due(String name, var moment) -> due(state, name, moment.at(), effects);
          case Input.Wanted(long command, _, _, _) -> {
            effects.add(new Effect.Answered(command, false, "a phone only tells"));
            yield state;
          }
          case Input.Came _, Input.Lost _, Input.Withdrawn _ -> state;
        };
    return new Step<>(next, effects);
  }

  private boolean isOthers(Message.WebhookCall call) {
    String user = call.headers().getOrDefault("x-limit-u", phone.user());
    String device = call.headers().getOrDefault("x-limit-d", phone.device());
    return !user.equals(phone.user()) || !device.equals(phone.device());
  }

  private static Whereabouts dropped(Whereabouts state, String why, List<Effect> effects) {
    effects.add(new Effect.Dropped(why));
    return state;
  }

  private Whereabouts read(
      Whereabouts state, Bytes body, boolean isKept, Instant now, List<Effect> effects) {
    if (body.isEmpty()) return state;
    Optional<Payload> json = Payload.json(body).filter(Payload::isObject);
    if (json.isEmpty()) return dropped(state, "the message is no JSON object", effects);
    Payload message = json.get();
    if (message.at("_type").textOr("").equals("encrypted")) {
      String data = message.at("data").textOr("");
      Optional<Payload> inner =
          passphrase.isEmpty() || data.length() > DATA_LENGTH_MAX
              ? Optional.empty()
              : SecretBox.open(passphrase, data).flatMap(Payload::json);
      if (inner.isEmpty())
        return dropped(
            state, "an encrypted message does not open with this thing's passphrase", effects);
      message = inner.get();
    }
    return switch (message.at("_type").textOr("")) {
      case "location" -> fix(state, message, sign(state, message), isKept, now, effects);
      case "transition" -> fix(state, message, passed(state, message), isKept, now, effects);
      case "waypoint" -> learn(state, message);
      case "waypoints" -> {
        Whereabouts learning = state;
        List<Payload> all = message.at("waypoints").items();
        for (Payload one : all.subList(0, Math.min(all.size(), WAYPOINTS_MAX)))
          learning = learn(learning, one);
        yield learning;
      }
      // Also the last will: that a connection broke says nothing of where the phone is.
      default -> state;
    };
  }

  private Whereabouts learn(Whereabouts state, Payload waypoint) {
    if (!waypoint.at("desc").textOr("").equalsIgnoreCase(phone.home())) return state;
    double radius = waypoint.at("rad").number().orElse(0);
    return position(waypoint)
        .filter(_ -> radius > 0 && radius <= 100_000)
        .map(at -> state.learns(new Zone(at[0], at[1], radius)))
        .orElse(state);
  }

  private static Optional<double[]> position(Payload message) {
    OptionalDouble lat = message.at("lat").number();
    OptionalDouble lon = message.at("lon").number();
    if (lat.isEmpty() || lon.isEmpty()) return Optional.empty();
    boolean isOnEarth = Math.abs(lat.getAsDouble()) <= 90 && Math.abs(lon.getAsDouble()) <= 180;
    return isOnEarth
        ? Optional.of(new double[] {lat.getAsDouble(), lon.getAsDouble()})
        : Optional.empty();
  }

  private static double accuracy(Payload message) {
    return Math.max(0, message.at("acc").number().orElse(0));
  }

  private Optional<Zone> zone(Whereabouts state) {
    return phone.zone().or(() -> state.learnt().stream().findFirst());
  }

  private double tolerated(Whereabouts state) {
    return zone(state).map(Zone::radius).orElse(Phone.RADIUS_USUAL) + Zone.MARGIN;
  }

  /// What a location says: the phone's own regions, else the distance from the zone.
  private Zone.Sign sign(Whereabouts state, Payload message) {
    if (accuracy(message) > tolerated(state)) return Zone.Sign.NOTHING;
    boolean isInside =
        message.at("inregions").items().stream()
            .anyMatch(region -> region.textOr("").equalsIgnoreCase(phone.home()));
    if (isInside) return Zone.Sign.IN;
    Optional<double[]> at = position(message);
    Optional<Zone> zone = zone(state);
    if (at.isPresent() && zone.isPresent())
      return zone.get().sign(at.get()[0], at.get()[1], accuracy(message));
    boolean isElsewhere = !message.at("inregions").items().isEmpty();
    return isElsewhere ? Zone.Sign.OUT : Zone.Sign.NOTHING;
  }

  private Zone.Sign passed(Whereabouts state, Payload message) {
    boolean isHome = message.at("desc").textOr("").equalsIgnoreCase(phone.home());
    if (!isHome || accuracy(message) > tolerated(state)) return Zone.Sign.NOTHING;
    return switch (message.at("event").textOr("")) {
      case "enter" -> Zone.Sign.IN;
      case "leave" -> Zone.Sign.OUT;
      default -> Zone.Sign.NOTHING;
    };
  }

  private Whereabouts fix(
      Whereabouts state,
      Payload message,
      Zone.Sign sign,
      boolean isKept,
      Instant now,
      List<Effect> effects) {
    double time = message.at("tst").number().orElse(0);
    if (time < 1 || time > now.plus(AHEAD_MAX).getEpochSecond())
      return dropped(state, "a fix without a time that can be believed", effects);
    long tst = (long) time;
    if (tst <= state.newest()) return state;
    boolean isOld = isKept || tst < now.minus(STALE_AFTER).getEpochSecond();
    battery(message, isOld, now, effects);
    if (isOld) {
      if (sign != Zone.Sign.NOTHING)
        effects.add(presence(sign == Zone.Sign.IN ? "present" : "absent", Quality.STALE, now));
      return state.at(tst);
    }
    effects.add(new Effect.Wake(STALE, STALE_AFTER));
    effects.add(new Effect.Stood(thing, Status.State.PRESENT, "reports"));
    return moved(state.at(tst), sign, tst, now, effects);
  }

  private Whereabouts moved(
      Whereabouts state, Zone.Sign sign, long tst, Instant now, List<Effect> effects) {
    return switch (sign) {
      case NOTHING -> state;
      case IN -> {
        effects.add(presence("present", Quality.CONFIRMED, now));
        yield state.is("present");
      }
      case OUT -> {
        boolean agrees = state.leaving() > 0 && tst - state.leaving() >= Whereabouts.APART;
        if (agrees || state.isAbsent()) {
          effects.add(presence("absent", Quality.CONFIRMED, now));
          yield state.is("absent");
        }
        if (state.leaving() == 0) effects.add(new Effect.Wake(LEAVING, LEAVES_AFTER));
        yield state.leaving() == 0 ? state.leaves(tst) : state;
      }
    };
  }

  private Whereabouts due(Whereabouts state, String name, Instant now, List<Effect> effects) {
    if (name.equals(LEAVING) && state.leaving() > 0) {
      effects.add(presence("absent", Quality.CONFIRMED, now));
      return state.is("absent");
    }
    if (name.equals(SILENT)) {
      String why =
          "not heard from for " + STALE_AFTER.toHours() + " hours: where it is, nobody knows";
      effects.add(new Effect.Stood(thing, Status.State.ABSENT, why));
    }
    if (!name.equals(STALE)) return state;
    effects.add(presence("unknown", Quality.ASSUMED, now));
    // A reading is a sign of life to the house: that there is none is said behind it.
    effects.add(new Effect.Wake(SILENT, Duration.ofSeconds(2)));
    return state.is("unknown");
  }

  private void battery(Payload message, boolean isOld, Instant now, List<Effect> effects) {
    OptionalDouble level = message.at("batt").number();
    if (level.isEmpty() || level.getAsDouble() < 0 || level.getAsDouble() > 100) return;
    effects.add(
        new Effect.Saw(
            new Reading(
                thing,
                Property.BATTERY,
                Amount.percentage(level.getAsDouble()),
                isOld ? Quality.STALE : Quality.CONFIRMED,
                now)));
  }

  private Effect presence(String word, Quality quality, Instant now) {
    return new Effect.Saw(new Reading(thing, Property.PRESENCE, new Word(word), quality, now));
  }
}
