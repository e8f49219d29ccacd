package steward.api;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.access.Enrolment;
import steward.access.QrRows;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.Grant;
import steward.rights.Rules;
import steward.rights.Table;
import steward.rights.Times;
import steward.rights.User;
import steward.thing.Thing;
import steward.value.Tree;

/// The JSON shapes of users, clients and sessions, as `docs/api.md` has them.
final class PeopleJson {
  private static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values())
          .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
          .toList();

  private final People people;

  PeopleJson(People people) {
    this.people = people;
  }

  Map<String, @Nullable Object> user(User user, Caller caller) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", user.id().value());
    json.put("name", user.name());
    json.put("role", user.role().label());
    json.put("suspended", user.suspended());
    json.put("rooms", user.grant().rooms().stream().sorted().toList());
    json.put("times", user.grant().times().stream().map(PeopleJson::times).toList());
    json.put("values", user.grant().values().stream().sorted().toList());
    json.put("since", Json.instant(user.since()));
    json.put("self", caller.known().filter(k -> k.user().id().equals(user.id())).isPresent());
    json.put("clients", people.accounts().clients(user.id()).size());
    return json;
  }

  private static Map<String, Object> times(Times times) {
    var json = new LinkedHashMap<String, Object>();
    json.put("days", times.days().stream().sorted().map(PeopleJson::day).toList());
    json.put("from", times.from().toString());
    json.put("to", times.to().toString());
    return json;
  }

  private static String day(DayOfWeek day) {
    return DAYS.get(day.ordinal());
  }

  Map<String, @Nullable Object> client(Client client, Caller caller) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", client.id().value());
    json.put("user", client.user().value());
    json.put("name", client.name());
    json.put("kind", client.kind().label());
    json.put("suspended", client.suspended());
    json.put("certificateSuffices", client.certificateSuffices());
    json.put("certificate", client.certificate().orElse(null));
    json.put("host", client.host().orElse(null));
    json.put("sshKey", client.sshKey().map(PeopleJson::sshKey).orElse(null));
    json.put("packaged", client.packaged());
    json.put("since", Json.instant(client.since()));
    json.put("seen", people.accounts().lastSeen(client.id()).map(Json::instant).orElse(null));
    json.put("self", caller.known().filter(k -> k.client().id().equals(client.id())).isPresent());
    json.put("sessions", people.sessions().count(client.id()));
    return json;
  }

  private static Map<String, Object> sshKey(String key) {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", key.substring(0, key.indexOf(' ')));
    json.put("fingerprint", steward.access.SshKey.read(key).fingerprint());
    return json;
  }

  Map<String, Object> enrolment(Enrolment enrolment) {
    String link = people.home().get() + "#client=" + enrolment.secret();
    var json = new LinkedHashMap<String, Object>();
    json.put("secret", enrolment.secret());
    json.put("uri", enrolment.uri());
    json.put("qr", enrolment.qr());
    json.put("link", link);
    json.put("linkQr", QrRows.of(link));
    json.put("recovery", enrolment.recovery());
    return json;
  }

  Map<String, Object> enrolled(Enrolment enrolment, Caller caller) {
    var json = new LinkedHashMap<String, Object>();
    json.put("client", client(enrolment.client(), caller));
    json.put("enrolment", enrolment(enrolment));
    return json;
  }

  Map<String, @Nullable Object> session(Caller caller, boolean claimed) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("user", caller.known().map(k -> user(k.user(), caller)).orElse(null));
    json.put("client", caller.known().map(k -> client(k.client(), caller)).orElse(null));
    json.put("role", caller.role());
    json.put(
        "freshUntil",
        caller.known().flatMap(Caller.Known::freshUntil).map(Json::instant).orElse(null));
    json.put("atMachine", caller instanceof Caller.AtMachine);
    json.put("claimed", claimed);
    json.put("may", may(caller));
    return json;
  }

  /// The operations that a caller may ever do, on whatever is its own.
  private static List<String> may(Caller caller) {
    return Rules.all().stream()
        .filter(row -> Table.verdict(caller, row) != Table.Verdict.NO)
        .map(Rules.Row::operation)
        .toList();
  }

  /// What a grant says in a body, over what stood before.
  static Grant grant(Tree body, Grant before) {
    return new Grant(
        body.find("rooms").map(PeopleJson::rooms).orElse(before.rooms()),
        body.find("times").map(PeopleJson::readTimes).orElse(before.times()),
        body.find("values").map(PeopleJson::values).orElse(before.values()));
  }

  private static Set<String> rooms(Tree list) {
    if (list.items().size() > Grant.ROOMS_MAX) throw list.wrong("at most " + Grant.ROOMS_MAX);
    var rooms = new LinkedHashSet<String>();
    for (Tree one : list.items()) rooms.add(one.name(Thing.NAME_LENGTH_MAX));
    return rooms;
  }

  private static Set<String> values(Tree list) {
    var values = texts(list, Grant.VALUES_MAX, 120);
    for (Tree one : list.items()) {
      if (!one.text(120).matches("[a-z0-9-]{1,40}/[A-Za-z0-9_.-]{1,60}"))
        throw one.wrong("a value such as hall-sensor/temperature");
    }
    return values;
  }

  private static Set<String> texts(Tree list, int max, int lengthMax) {
    var items = list.items();
    if (items.size() > max) throw list.wrong("at most " + max);
    var texts = new LinkedHashSet<String>();
    for (Tree one : items) texts.add(one.text(lengthMax));
    return texts;
  }

  private static List<Times> readTimes(Tree list) {
    var items = list.items();
    if (items.size() > Grant.TIMES_MAX) throw list.wrong("at most " + Grant.TIMES_MAX);
    var all = new ArrayList<Times>();
    for (Tree one : items) {
      one.only(Set.of("days", "from", "to"));
      all.add(new Times(days(one), time(one.get("from")), time(one.get("to"))));
    }
    return all;
  }

  private static Set<DayOfWeek> days(Tree span) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (Tree one : span.find("days").map(Tree::items).orElse(List.of())) {
      int index = DAYS.indexOf(one.text(3));
      if (index < 0) throw one.wrong("one of " + String.join(", ", DAYS));
      days.add(DayOfWeek.of(index + 1));
    }
    return days;
  }

  private static LocalTime time(Tree text) {
    try {
      return LocalTime.parse(text.text(8));
    } catch (java.time.format.DateTimeParseException _) {
      throw text.wrong("a time such as 08:00");
    }
  }
}
