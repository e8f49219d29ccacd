package steward.drivers.hue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.driver.Effect;
import steward.driver.Moment;
import steward.driver.Pace;
import steward.driver.Step;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Text;
import steward.value.Value;

/// One step of the driver while it is made: the state as it will be, and the effects so far.
/// Confined to that step.
final class Turn {
  private static final int DROPS_MAX = 5;

  final Site site;
  final Moment moment;
  final List<Effect> effects = new ArrayList<>();

  /// The rooms whose scenes a report told of, each with the scene that it told of last.
  final Map<String, String> scenes = new LinkedHashMap<>();

  String key;
  Talk.Pairing pairing;
  Talk.Stream stream;
  Talk.Fetch fetch;
  Outbox outbox;
  List<Check> checks;
  Pace pace;
  Talk.Health health;
  int offered;
  int probe;
  private House house;
  private Catalogue catalogue;
  private Map<Udn, Talk.Health> stood;
  private int drops;

  Turn(Site site, Talk talk, Moment moment) {
    this.site = site;
    this.moment = moment;
    key = talk.key();
    pairing = talk.pairing();
    stream = talk.stream();
    fetch = talk.fetch();
    house = talk.house();
    outbox = talk.outbox();
    checks = new ArrayList<>(talk.checks());
    pace = talk.pace();
    health = talk.health();
    offered = talk.offered();
    probe = talk.probe();
    stood = new HashMap<>(talk.stood());
    catalogue = new Catalogue(site.root(), site.binding(), house);
  }

  Step<Talk> step() {
    // One scene ends where another begins: only what is left at the end is told.
    scenes.forEach(new Hearing(this)::scene);
    stand();
    var talk =
        new Talk(
            key, pairing, stream, fetch, house, outbox, checks, pace, health, offered, probe,
            stood);
    return new Step<>(talk, effects);
  }

  Instant now() {
    return moment.at();
  }

  House house() {
    return house;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  void house(House newer) {
    house = newer;
    catalogue = new Catalogue(site.root(), site.binding(), newer);
  }

  /// The link forgot how things stood, so it is said again.
  void forgetStanding() {
    stood = new HashMap<>();
  }

  void send(Message message) {
    effects.add(new Effect.Send(message));
  }

  void ask(String name, String method, String path, String body, Duration within) {
    Map<String, String> headers =
        body.isEmpty()
            ? Map.of("hue-application-key", key)
            : Map.of("hue-application-key", key, "content-type", "application/json");
    send(
        new Message.HttpRequest(
            name, site.port(), method, path, headers, Bytes.utf8(body), within));
  }

  void get(String name, String path, Duration within) {
    ask(name, "GET", path, "", within);
  }

  void wake(String name, Duration after) {
    effects.add(new Effect.Wake(name, after));
  }

  /// From 0 to 1, without 1: so that what many do at once comes apart.
  double chance() {
    return (moment.random().isEmpty() ? 0 : moment.random().at(0) & 0xff) / 256.0;
  }

  void saw(Udn thing, Property property, Value value, boolean reached) {
    if (!site.udns().contains(thing)) return;
    if (!property.admits(value)) {
      dropped(property + " of " + thing + " cannot be " + value.sentence());
      return;
    }
    Quality quality = reached ? Quality.CONFIRMED : Quality.STALE;
    effects.add(new Effect.Saw(new Reading(thing, property, value, quality, now())));
    if (!reached) return;
    var left = new ArrayList<Check>();
    for (Check check : checks) check.after(thing, property, value).ifPresent(left::add);
    checks = left;
  }

  void dropped(String sentence) {
    if (drops++ < DROPS_MAX) effects.add(new Effect.Dropped(Text.clean(sentence)));
  }

  void answered(long command, boolean accepted, String reason) {
    effects.add(new Effect.Answered(command, accepted, Text.clean(reason)));
  }

  /// Another question came to nothing. After some the bridge counts as gone.
  void failed(String reason) {
    pace = pace.failed();
    if (pace.isGone() && health.state() != Status.State.ERROR)
      health = new Talk.Health(Status.State.ABSENT, Text.clean(reason));
  }

  private void stand() {
    if (health.reason().isEmpty()) return;
    for (Thing thing : site.things()) {
      Talk.Health now = thing.udn().equals(site.root()) ? health : part(thing.udn());
      if (now.equals(stood.put(thing.udn(), now))) continue;
      effects.add(new Effect.Stood(thing.udn(), now.state(), now.reason()));
    }
  }

  private Talk.Health part(Udn udn) {
    if (health.state() != Status.State.PRESENT)
      return new Talk.Health(Status.State.ABSENT, "its bridge: " + health.reason());
    Resource resource = house.get(resourceOf(udn)).orElse(null);
    if (resource == null)
      return new Talk.Health(Status.State.ABSENT, "it was removed from the bridge");
    String device = resource.type().equals("device") ? resource.id() : resource.owner();
    return house
        .unreachable(device)
        .map(reason -> new Talk.Health(Status.State.ABSENT, reason))
        .orElse(new Talk.Health(Status.State.PRESENT, "the bridge reports it"));
  }

  static String resourceOf(Udn part) {
    return part.value().substring(part.value().indexOf('/') + 1);
  }
}
