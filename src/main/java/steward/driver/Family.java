package steward.driver;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.Udn;

/// A family of devices: how they are found, described, driven, and by what a command is confirmed.
/// Pure and stateless.
public interface Family {

  /// The family's name in UDNs and bindings: `[a-z0-9-]`.
  String name();

  /// What a person reads.
  String title();

  /// The parts of a binding that a person enters by hand.
  List<Field> fields();

  /// MQTT filters on which devices announce themselves; none for families that are found otherwise.
  default Set<String> sightingFilters() {
    return Set.of();
  }

  /// Reads an announcement. Anything that is none, or is nonsense, is empty.
  default Optional<Sighting> sight(Message message) {
    return Optional.empty();
  }

  /// What the facts amount to, once they suffice.
  default Optional<Offer> offer(Sighting known) {
    return Optional.empty();
  }

  /// The same for a device of which some things are accepted already: what they are made of stays
  /// where it is, and is kept until it is taken back.
  default Optional<Offer> offer(Sighting known, List<Thing> accepted) {
    return offer(known);
  }

  /// The name of the fact that this message takes back, whichever device told it.
  default Optional<String> withdrawn(Message message) {
    return Optional.empty();
  }

  /// What is published once whenever the way to the broker is open, so that devices announce
  /// themselves.
  default List<Message.Publish> greetings() {
    return List.of();
  }

  /// Describes a device that a person entered by hand.
  ///
  /// @throws steward.value.Malformed if a part of the binding is missing or wrong
  Offer byHand(Binding binding);

  /// The driver of a device: its things share one root UDN.
  Driver<?> driver(List<Thing> device);

  /// The driver of a device that has secrets.
  default Driver<?> driver(List<Thing> device, Kept kept) {
    return driver(device);
  }

  /// How the device is reached.
  ///
  /// @throws steward.value.Malformed if a part of its binding is missing or wrong
  default Way way(List<Thing> device, Kept kept) {
    return Way.BROKER;
  }

  /// The cloud that things of this family are reached through, to be said before one is accepted;
  /// none for those that are reached at home.
  default Optional<Way.Cloud> cloud() {
    return Optional.empty();
  }

  /// By what devices of this family are looked for on the home networks, beside what they announce.
  default List<Probe> probes() {
    return List.of();
  }

  /// A driver that does no more than find out whether the device at this address is the one that we
  /// know, without revealing a secret to it: it ends with [Effect.Proved] or [Effect.Close]. None
  /// where the protocol has no such proof: then a person decides.
  default Optional<Driver<?>> prover(List<Thing> device, Kept kept) {
    return Optional.empty();
  }

  /// What a binary message says, where that can be read without a secret; what cannot be read is in
  /// no recording, since nobody could tell what it gives away.
  default Optional<Clear> clear(Message message) {
    return Optional.empty();
  }

  /// The names of what is kept for a device and is no secret, such as the codes of a remote: they
  /// belong to what the house is, and may leave it in its folder.
  default Set<String> shareable(Kept kept) {
    return Set.of();
  }

  /// By what this action of this thing is confirmed.
  Expectation expectation(Thing thing, Action action);

  /// The topics that are the device's own, as its binding says now; none where nothing can be told
  /// apart from what is somebody else's.
  default OwnTopics topics(List<Thing> device) {
    return OwnTopics.NONE;
  }

  /// The steps by which a person makes a device of this family connect with its own name.
  default String setUp(Attachment to, OwnTopics own) {
    return SetUp.plainly(to, own);
  }

  /// The hardware address on the network that the device itself told, as twelve hexadecimal
  /// figures: where the family's UDNs are made of it, as [#figures] reads them.
  default Optional<String> hardware(Udn device) {
    return Optional.empty();
  }

  /// The twelve hexadecimal figures after the family's name; nothing where it is made of others.
  static Optional<String> figures(Udn device) {
    String key = device.root().value().substring(device.family().length() + 1);
    return Optional.of(key.replace(":", "").replace("-", ""))
        .filter(bare -> bare.matches("[0-9A-Fa-f]{12}"));
  }

  /// At which doors of the house the device knocks: those that a fence around it must leave open.
  default Set<Doorway> knocks(List<Thing> device) {
    return way(device, Kept.NOTHING) instanceof Way.Broker ? Set.of(Doorway.BROKER) : Set.of();
  }

  /// A part of a binding in the form by hand. `choices` is empty for free text.
  ///
  /// @param secret it is kept sealed beside the binding, never in it, and given to the driver as
  ///   [Kept]; it can be entered when a found device is accepted, and again later
  /// @param ofFamily one secret serves all devices of the family, such as an account
  record Field(
      String name,
      String title,
      boolean required,
      String example,
      List<String> choices,
      boolean secret,
      boolean ofFamily) {
    public Field {
      choices = List.copyOf(choices);
    }

    public Field(
        String name, String title, boolean required, String example, List<String> choices) {
      this(name, title, required, example, choices, false, false);
    }

    /// A secret of one device.
    public static Field secret(String name, String title, boolean required, String example) {
      return new Field(name, title, required, example, List.of(), true, false);
    }

    /// A secret of all devices of the family.
    public static Field secretOfFamily(String name, String title, String example) {
      return new Field(name, title, false, example, List.of(), true, true);
    }
  }
}
