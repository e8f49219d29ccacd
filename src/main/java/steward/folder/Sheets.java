package steward.folder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import steward.hook.HookKind;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.User;
import steward.rights.UserId;
import steward.store.PeopleJson;
import steward.store.ThingJson;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;

/// Reads the documents of a folder's files, each strictly: a member that nobody reads is a fault.
final class Sheets {
  private static final Set<String> THING =
      Set.of(
          "id",
          "number",
          "udn",
          "kind",
          "name",
          "room",
          "maker",
          "model",
          "firmware",
          "family",
          "binding",
          "observes",
          "actions");
  private static final Set<String> USER =
      Set.of("id", "name", "role", "suspended", "rooms", "times", "values");
  private static final Set<String> CALLER = Set.of("thing", "hook", "kind", "proof", "perform");
  private static final int DEVICE_TEXT_MAX = 200;
  private static final int CODES_MAX = 500;
  private static final int CODE_TEXT_MAX = 32 * 1024;

  private Sheets() {}

  static Thing thing(Tree tree) {
    tree.only(THING);
    slug(tree.get("id"));
    tree.get("name").name(Thing.NAME_LENGTH_MAX);
    tree.get("room").name(Thing.NAME_LENGTH_MAX);
    for (String member : List.of("kind", "maker", "model", "firmware", "family")) {
      if (tree.get(member).text().length() > DEVICE_TEXT_MAX)
        throw tree.get(member).wrong("at most " + DEVICE_TEXT_MAX + " characters");
    }
    for (Tree name : tree.get("observes").items())
      if (Property.named(name.text()).isEmpty()) throw name.wrong("a property of this steward");
    Tree actions = tree.get("actions");
    for (Object label : actions.object().keySet())
      if (ActionKind.labelled(String.valueOf(label)).isEmpty())
        throw new Malformed(
            actions.at() + "/" + label, "an action of this steward", "'" + label + "'");
    return fitting(tree.get("udn"), () -> ThingJson.read(tree));
  }

  /// What a constructor refuses is a fault of this part.
  private static <T> T fitting(Tree part, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw part.wrong(String.valueOf(e.getMessage()));
    }
  }

  static String slug(Tree tree) {
    String id = tree.text();
    if (!ThingId.isSlug(id)) throw tree.wrong("1 to 40 of a-z, 0-9 and -");
    return id;
  }

  static User user(Tree tree) {
    tree.only(USER);
    String id = slug(tree.get("id"));
    tree.get("name").name(User.NAME_LENGTH_MAX);
    Tree role = tree.get("role");
    if (Role.labelled(role.text(20)).filter(known -> known != Role.DEVICE).isEmpty())
      throw role.wrong("one of master, resident, guest, monitor, cloud");
    atMost(tree.get("rooms"), Grant.ROOMS_MAX);
    for (Tree room : tree.get("rooms").items()) room.name(Thing.NAME_LENGTH_MAX);
    atMost(tree.get("times"), Grant.TIMES_MAX);
    for (Tree span : tree.get("times").items()) span.only(Set.of("days", "from", "to"));
    atMost(tree.get("values"), Grant.VALUES_MAX);
    for (Tree value : tree.get("values").items())
      if (!value.text().matches("[a-z0-9-]{1,40}/[A-Za-z0-9_.-]{1,60}"))
        throw value.wrong("a value such as hall-sensor/temperature");
    var document = new LinkedHashMap<Object, Object>(tree.object());
    document.put("since", Instant.EPOCH.toString());
    return PeopleJson.user(new UserId(id), Tree.of(document));
  }

  private static void atMost(Tree list, int max) {
    if (list.items().size() > max) throw list.wrong("at most " + max);
  }

  static Contents.Codes codes(Tree tree) {
    tree.only(Set.of("device", "codes"));
    var kept = new TreeMap<String, Bytes>();
    Tree codes = tree.get("codes");
    if (codes.object().size() > CODES_MAX) throw codes.wrong("at most " + CODES_MAX);
    for (Object name : codes.object().keySet()) {
      Tree code = codes.get(String.valueOf(name));
      kept.put(String.valueOf(name), bytes(code));
    }
    return new Contents.Codes(tree.get("device").text(120), kept);
  }

  private static Bytes bytes(Tree text) {
    try {
      return Bytes.wrap(Base64.getDecoder().decode(text.text(CODE_TEXT_MAX)));
    } catch (IllegalArgumentException _) {
      throw text.wrong("base64");
    }
  }

  static Contents.CallerSheet caller(Tree tree) {
    tree.only(CALLER);
    Tree hook = tree.get("hook");
    if (!hook.text().matches("[0-9a-f]{20}")) throw hook.wrong("20 of 0-9 and a-f");
    Tree kind = tree.get("kind");
    if (HookKind.labelled(kind.text(20)).isEmpty()) throw kind.wrong("a kind of webhook");
    List<Map<String, Object>> deeds = new ArrayList<>();
    for (Tree deed : tree.get("perform").items()) deeds.add(copy(deed));
    return new Contents.CallerSheet(
        slug(tree.get("thing")), hook.text(), kind.text(), tree.get("proof").text(20), deeds);
  }

  /// The members of an object; what is null is left out.
  static Map<String, Object> copy(Tree tree) {
    var copy = new LinkedHashMap<String, Object>();
    tree.object()
        .forEach((name, value) ->
            Optional.ofNullable(value).ifPresent(there -> copy.put(String.valueOf(name), there)));
    return copy;
  }
}
