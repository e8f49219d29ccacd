package steward.store;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.Times;
import steward.rights.User;
import steward.rights.UserId;
import steward.value.Malformed;
import steward.value.Tree;

/// Users and clients as JSON documents in the database, and users in the house's folder.
public final class PeopleJson {
  private PeopleJson() {}

  /// The members of a user, in their order.
  public static Map<String, Object> write(User user) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", user.name());
    json.put("role", user.role().label());
    json.put("suspended", user.suspended());
    json.put("rooms", user.grant().rooms().stream().sorted().toList());
    json.put("times", user.grant().times().stream().map(PeopleJson::write).toList());
    json.put("values", user.grant().values().stream().sorted().toList());
    json.put("since", user.since().toString());
    return json;
  }

  private static Map<String, Object> write(Times times) {
    List<String> days =
        times.days().stream().sorted().map(day -> day.name().toLowerCase(Locale.ROOT)).toList();
    var json = new LinkedHashMap<String, Object>();
    json.put("days", days);
    json.put("from", times.from().toString());
    json.put("to", times.to().toString());
    return json;
  }

  /// @throws Malformed if a member is missing or cannot be
  public static User user(UserId id, Tree json) {
    var grant =
        new Grant(
            texts(json.get("rooms")),
            json.get("times").items().stream().map(PeopleJson::times).toList(),
            texts(json.get("values")));
    return new User(
        id,
        json.get("name").text(),
        role(json.get("role")),
        json.get("suspended").truth(),
        grant,
        instant(json.get("since")));
  }

  private static Set<String> texts(Tree list) {
    return list.items().stream().map(Tree::text).collect(Collectors.toSet());
  }

  private static Role role(Tree label) {
    return Role.labelled(label.text()).orElseThrow(() -> label.wrong("a role"));
  }

  private static Times times(Tree json) {
    var days = new HashSet<DayOfWeek>();
    for (Tree day : json.get("days").items()) {
      try {
        days.add(DayOfWeek.valueOf(day.text().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException _) {
        throw day.wrong("a day of the week");
      }
    }
    return new Times(days, time(json.get("from")), time(json.get("to")));
  }

  private static LocalTime time(Tree text) {
    try {
      return LocalTime.parse(text.text());
    } catch (DateTimeParseException _) {
      throw text.wrong("a time such as 08:00");
    }
  }

  private static Instant instant(Tree text) throws Malformed {
    try {
      return Instant.parse(text.text());
    } catch (DateTimeParseException _) {
      throw text.wrong("an instant");
    }
  }

  static Map<String, Object> write(Client client) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", client.name());
    json.put("kind", client.kind().label());
    json.put("suspended", client.suspended());
    json.put("certificateSuffices", client.certificateSuffices());
    client.certificate().ifPresent(certificate -> json.put("certificate", certificate));
    client.host().ifPresent(host -> json.put("host", host));
    client.sshKey().ifPresent(key -> json.put("sshKey", key));
    json.put("packaged", client.packaged());
    json.put("since", client.since().toString());
    return json;
  }

  static Client client(ClientId id, UserId user, Tree json) {
    Tree kind = json.get("kind");
    return new Client(
        id,
        user,
        json.get("name").text(),
        Client.Kind.labelled(kind.text()).orElseThrow(() -> kind.wrong("a kind of client")),
        json.get("suspended").truth(),
        json.get("certificateSuffices").truth(),
        text(json, "certificate"),
        text(json, "host"),
        json.find("sshKey").map(key -> key.text(4000)),
        json.get("packaged").truth(),
        instant(json.get("since")));
  }

  private static Optional<String> text(Tree json, String key) {
    return json.find(key).map(Tree::text);
  }
}
