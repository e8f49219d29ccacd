package steward.rights;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.thing.ThingId;

/// The table of rights for people: what each role may do, found by asking [Judge], so that it
/// cannot say anything else than what happens.
public final class Table {
  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  private static final Judge JUDGE = new Judge(() -> ZoneOffset.UTC);
  private static final ThingId THING = new ThingId("thing");
  private static final String ROOM = "granted";

  /// What a role may do with the objects that are its own, or granted to it, and with all others.
  public enum Verdict {
    YES("yes"),
    /// Its own activities, clients, sessions; not those of others.
    OWN("own"),
    /// The things in the rooms granted, within the times granted.
    ROOMS("rooms"),
    /// The values granted by name.
    GRANTED("granted"),
    NO("no");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /// The word in the table.
    public String word() {
      return word;
    }
  }

  private Table() {}

  /// The columns: who may ask.
  public static List<String> columns() {
    return List.of(
        "machine", "master", "resident", "guest", "monitor", "device", "cloud", "stranger");
  }

  /// What each column may do by a row.
  public static Map<String, Verdict> verdicts(Rules.Row row) {
    var verdicts = new LinkedHashMap<String, Verdict>();
    for (String column : columns()) verdicts.put(column, verdict(caller(column, row), row));
    return verdicts;
  }

  /// What a caller may do by a row, with a fresh code and in its time.
  public static Verdict verdict(Caller caller, Rules.Row row) {
    Caller ready = readied(caller);
    if (!allows(ready, row, own(ready, row))) return Verdict.NO;
    if (allows(ready, row, foreign(row))) return Verdict.YES;
    return switch (row.reach()) {
      case THING -> Verdict.ROOMS;
      case HOOK -> row.operation().equals("hookPerform") ? Verdict.GRANTED : Verdict.OWN;
      case VALUE -> ready.role().equals(Role.GUEST.label()) ? Verdict.ROOMS : Verdict.GRANTED;
      case OWN, ANYONE, MACHINE, SELF, PART, HOUSE, TOPIC -> Verdict.OWN;
    };
  }

  private static boolean allows(Caller caller, Rules.Row row, Target target) {
    return JUDGE.decide(caller, row, target, NOW).isAllowed();
  }

  /// The same user and client with something granted and a code that is fresh.
  private static Caller readied(Caller caller) {
    if (!(caller instanceof Caller.Known known)) return caller;
    Grant grant = new Grant(Set.of(ROOM), List.of(), Set.of(THING + "/temperature"));
    User user = known.user().as(known.user().role(), grant);
    return new Caller.Known(user, known.client(), Optional.of(NOW.plusSeconds(1)));
  }

  private static Target own(Caller caller, Rules.Row row) {
    Optional<Caller.Known> known = caller.known();
    UserId user = known.map(k -> k.user().id()).orElse(new UserId("nobody"));
    ClientId client = known.map(k -> k.client().id()).orElse(new ClientId("nothing"));
    return target(row, ROOM, "temperature", user, client);
  }

  private static Target foreign(Rules.Row row) {
    return target(
        row, "another", "humidity", new UserId("somebody-else"), new ClientId("something-else"));
  }

  private static Target target(
      Rules.Row row, String room, String property, UserId user, ClientId client) {
    String about = row.operation();
    return switch (row.reach()) {
      case THING -> new Target.OneThing(THING, room);
      case VALUE -> new Target.OneValue(THING, room, property);
      case HOOK ->
          row.operation().equals("hookPerform")
              ? new Target.OneAction(THING, room, room.equals(ROOM) ? "turn" : "open")
              : new Target.OneHook(room);
      case OWN ->
          about.endsWith("Activity")
              ? new Target.OneActivity("activity", Optional.of(user.value()))
              : about.endsWith("User") || about.equals("addClient")
                  ? new Target.OneUser(user)
                  : new Target.OneClient(client, user);
      case ANYONE, MACHINE, SELF, PART, HOUSE, TOPIC -> Target.house();
    };
  }

  private static Caller caller(String column, Rules.Row row) {
    return switch (column) {
      // A cloud service calls a webhook as that hook's caller, not as a user who signed in.
      case "cloud" ->
          row.reach() == Reach.HOOK
              ? new Caller.Hook(ROOM, false, Set.of(THING + "/turn"))
              : known(Role.CLOUD);
      case "machine" -> Caller.atMachine();
      case "stranger" -> Caller.stranger();
      case "device" -> new Caller.Attached("plug");
      default -> known(Role.labelled(column).orElseThrow());
    };
  }

  private static Caller known(Role role) {
    var user = new User(new UserId("somebody"), "Somebody", role, false, Grant.NONE, NOW);
    var client =
        Client.made(new ClientId("something"), user.id(), "Something", Client.Kind.BROWSER, NOW);
    return new Caller.Known(user, client, Optional.empty());
  }
}
