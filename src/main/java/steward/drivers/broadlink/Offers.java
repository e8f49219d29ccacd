package steward.drivers.broadlink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import steward.driver.Offer;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.Udn;

/// Describes a device and its children: the night light of a plug, and the remotes whose codes say
/// what they do.
final class Offers {
  /// What these devices can measure.
  static final Set<Property> MEASURES =
      Set.of(
          Property.TEMPERATURE,
          Property.HUMIDITY,
          Property.POWER,
          Property.ENERGY,
          Property.VOLTAGE,
          Property.CURRENT);

  static final String LIGHT = "light";

  private static final String MAKER = "Broadlink";

  private Offers() {}

  static Udn udn(String mac) {
    return new Udn(Peer.FAMILY + ":" + mac);
  }

  static Offer of(Peer peer, Codes codes, boolean locked) {
    Udn udn = udn(peer.mac());
    String name = peer.name().isBlank() ? MAKER + " " + peer.model().title() : peer.name();
    var things = new ArrayList<Description>();
    Binding binding = binding(peer);
    things.add(describe(peer, udn, name, kind(peer), binding, observes(peer), abilities(peer)));
    if (peer.lamp()) things.add(light(peer, udn, name, binding));
    if (peer.model().isBlaster()) {
      for (Remote remote : remotes(codes)) things.add(child(peer, udn, remote, binding));
    }
    String warning = locked ? "It cannot be used yet: " + Errors.LOCKED + "." : "";
    return new Offer(udn, name, things, warning);
  }

  /// Those of the learnt remotes that can be things.
  static List<Remote> remotes(Codes codes) {
    return codes.remotes().stream()
        .map(name -> new Remote(name, codes.keys(name)))
        .filter(Remote::isThing)
        .limit(Codes.REMOTES_MAX)
        .toList();
  }

  private static Binding binding(Peer peer) {
    Binding binding = peer.binding().with("mac", peer.mac());
    if (peer.type().isPresent())
      binding = binding.with("type", String.format("%04x", peer.type().get()));
    if (peer.model() != Model.UNKNOWN
        && peer.type().map(Model::of).orElse(peer.model()) != peer.model())
      binding = binding.with("like", peer.model().word());
    if (peer.lamp() && peer.model() != Model.SP3) binding = binding.with("lamp", "1");
    if (peer.dims()) binding = binding.with("dims", "1");
    String measures =
        peer.measured().stream().map(Property::name).sorted().collect(Collectors.joining(" "));
    if (!measures.isEmpty()) binding = binding.with("measures", measures);
    return peer.firmware().isEmpty() ? binding : binding.with("firmware", peer.firmware());
  }

  private static Description describe(
      Peer peer,
      Udn udn,
      String name,
      String kind,
      Binding binding,
      Set<Property> observes,
      Map<ActionKind, Ability> abilities) {
    String model = peer.model().title();
    if (peer.type().isPresent()) model += " (0x" + String.format("%04x", peer.type().get()) + ")";
    return new Description(
        udn, name, kind, MAKER, model, peer.firmware(), binding, observes, abilities);
  }

  private static String kind(Peer peer) {
    return switch (peer.model()) {
      case RM, RM_PRO, RM4, RM4_PRO, UNKNOWN -> "/device/media/broadlink/blaster";
      case SP1, SP2, SP3, SP4, SP4B ->
          "/device/switch/broadlink/"
              + (peer.measured().contains(Property.POWER) ? "meter" : "onoff");
      case SP2S, SP3S -> "/device/switch/broadlink/meter";
    };
  }

  private static Set<Property> observes(Peer peer) {
    var observes = new LinkedHashSet<Property>();
    switch (peer.model()) {
      case RM, RM_PRO, RM4, RM4_PRO, UNKNOWN -> observes.add(Property.TEXT);
      case SP1, SP2, SP3, SP4, SP4B -> observes.add(Property.SWITCH);
      case SP2S, SP3S -> {
        observes.add(Property.SWITCH);
        observes.add(Property.POWER);
      }
    }
    peer.measured().stream()
        .sorted(java.util.Comparator.comparing(Property::name))
        .forEach(observes::add);
    return observes;
  }

  private static Map<ActionKind, Ability> abilities(Peer peer) {
    return switch (peer.model()) {
      case RM, RM_PRO, RM4, RM4_PRO, UNKNOWN -> can(ActionKind.SEND, ActionKind.LEARN);
      case SP1 -> Map.of(ActionKind.TURN, Ability.words(ActionKind.TURN, List.of("on", "off")));
      case SP2, SP2S, SP3, SP3S, SP4, SP4B -> can(ActionKind.TURN);
    };
  }

  private static Map<ActionKind, Ability> can(ActionKind... kinds) {
    var abilities = new LinkedHashMap<ActionKind, Ability>();
    for (ActionKind kind : kinds) abilities.put(kind, Ability.of(kind));
    return abilities;
  }

  private static Description light(Peer peer, Udn udn, String name, Binding binding) {
    return describe(
        peer,
        udn.child(LIGHT),
        name + ", night light",
        "/device/lighting/broadlink/" + (peer.dims() ? "dimmer" : "onoff"),
        binding,
        peer.dims() ? Set.of(Property.SWITCH, Property.LEVEL) : Set.of(Property.SWITCH),
        peer.dims() ? can(ActionKind.TURN, ActionKind.DIM) : can(ActionKind.TURN));
  }

  private static Description child(Peer peer, Udn udn, Remote remote, Binding binding) {
    return new Description(
        udn.child(Remote.PART + remote.name()),
        remote.name(),
        remote.isClimate() ? "/device/climate/infrared/control" : "/device/media/infrared/remote",
        "unknown",
        "infrared remote “" + remote.name() + "” by " + peer.model().title(),
        "",
        binding.with("remote", remote.name()),
        remote.observes(),
        remote.abilities());
  }

  /// The remote that a child stands for.
  static Optional<String> remote(Udn thing) {
    String mark = "/" + Remote.PART;
    int at = thing.value().indexOf(mark);
    return at < 0 ? Optional.empty() : Optional.of(thing.value().substring(at + mark.length()));
  }

  static boolean isLight(Udn thing) {
    return thing.value().endsWith("/" + LIGHT);
  }

  /// Whether the things are described as the offer says, all of them.
  static boolean isKnown(Offer offer, List<Thing> things) {
    return offer.things().size() == things.size()
        && offer.things().stream()
            .allMatch(now -> things.stream().anyMatch(thing -> isSame(now, thing)));
  }

  private static boolean isSame(Description now, Thing thing) {
    return thing.udn().equals(now.udn())
        && thing.binding().equals(now.binding())
        && thing.kind().equals(now.kind())
        && thing.model().equals(now.model())
        && thing.firmware().equals(now.firmware())
        && thing.observes().equals(now.observes())
        && thing.abilities().equals(now.abilities());
  }

  /// Whether nothing that the thing reports would show what the action did.
  static Optional<String> unobservable(Thing thing, Action action) {
    if (remote(thing.udn()).isPresent())
      return Optional.of(
          "infrared and radio go one way: whether it was received is seen by eye only");
    return switch (action.kind()) {
      case SEND ->
          Optional.of(
              "the blaster sends a code and hears nothing back: whether it was received is seen"
                  + " by eye only");
      case LEARN -> learn(action);
      case TURN -> turn(thing, action);
      case DIM,
          COLOUR,
          WARMTH,
          HEAT,
          MODE,
          FAN,
          SWING,
          SPECIAL,
          OPEN,
          CLOSE,
          STOP,
          POSITION,
          TILT,
          LOCK,
          UNLOCK,
          PLAY,
          PAUSE,
          VOLUME,
          SAY,
          NOTIFY,
          SCENE,
          WAKE ->
          Optional.empty();
    };
  }

  private static Optional<String> learn(Action action) {
    boolean forgets =
        action instanceof Action.Tell tell && tell.text().strip().startsWith(Wishes.FORGET);
    return forgets
        ? Optional.of("the code is forgotten here; the device never kept it")
        : Optional.empty();
  }

  private static Optional<String> turn(Thing thing, Action action) {
    if (Peer.of(thing.binding()).model() == Model.SP1)
      return Optional.of("this model takes commands and never tells its state");
    return action.equals(new Action.Turn(Action.Turn.To.TOGGLE))
        ? Optional.of("where it should be after a toggle is not known beforehand")
        : Optional.empty();
  }
}
