package steward.folder;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steward.activity.Activity;
import steward.place.Place;
import steward.rights.User;
import steward.thing.Group;
import steward.thing.Thing;
import steward.value.Bytes;

/// What a folder says of a house: each part by its id. Nothing of it is secret. Immutable.
///
/// @param codes by the UDN of the device
/// @param invariants as documents, in their order
/// @param cases as they are written
/// @param profiles the MUD files that the owner handed in, as they are
public record Contents(
    SortedMap<String, User> users,
    SortedMap<String, Thing> things,
    SortedMap<String, Codes> codes,
    SortedMap<String, CallerSheet> callers,
    SortedMap<String, Group> groups,
    Optional<Place> place,
    List<Map<String, Object>> invariants,
    SortedMap<String, Activity> activities,
    SortedMap<String, String> cases,
    SortedMap<String, String> profiles) {

  public Contents {
    users = copy(users);
    things = copy(things);
    codes = copy(codes);
    callers = copy(callers);
    groups = copy(groups);
    invariants = List.copyOf(invariants);
    activities = copy(activities);
    cases = copy(cases);
    profiles = copy(profiles);
  }

  private static <T> SortedMap<String, T> copy(SortedMap<String, T> map) {
    return java.util.Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /// What a device learnt and what is no secret, by the names under which it is kept.
  public record Codes(String device, SortedMap<String, Bytes> kept) {
    public Codes {
      kept = copy(kept);
    }
  }

  /// A webhook that calls the house, without its secret.
  ///
  /// @param thing the id of its thing
  /// @param hook the public part of its address
  /// @param perform what its calls may ask directly, as documents
  public record CallerSheet(
      String thing, String hook, String kind, String proof, List<Map<String, Object>> perform) {
    public CallerSheet {
      perform = List.copyOf(perform);
    }
  }
}
