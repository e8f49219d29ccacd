package steward.network.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.driver.Way;
import steward.thing.ThingId;
import steward.thing.Udn;

/// A device that is looked at: one for all the things that it carries.
///
/// @param id of the first of its things
/// @param udn of the device itself
/// @param way how its driver reaches it; empty where that cannot be read from its binding
/// @param secrets the names of what the house keeps for it, never their values
/// @param dangers words that say what depends on it: the parts of its things' kinds, the names of
///   what they observe and perform
public record Subject(
    ThingId id,
    Udn udn,
    String name,
    String room,
    String family,
    String maker,
    String model,
    String firmware,
    Optional<Way> way,
    Set<String> secrets,
    Set<String> dangers) {

  public Subject {
    secrets = Set.copyOf(secrets);
    dangers = Set.copyOf(dangers);
  }

  /// The doors of the device that its driver uses.
  List<Way.Door> doors() {
    return way.filter(Way.At.class::isInstance).map(at -> ((Way.At) at).doors()).orElse(List.of());
  }

  /// Its own address or name, where its binding has one.
  Optional<String> host() {
    return way.filter(Way.At.class::isInstance).map(at -> ((Way.At) at).host());
  }
}
