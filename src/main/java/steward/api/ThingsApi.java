package steward.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import steward.access.DeviceSecrets;
import steward.discovery.DiscoveryInbox;
import steward.discovery.DiscoveryInbox.Naming;
import steward.driver.Family;
import steward.link.DriverHost;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.PersonThing;
import steward.loop.PlaceThing;
import steward.rights.Target;
import steward.state.StateBoard;
import steward.thing.Binding;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;

/// Things: list, show, rename, remove, bring in by hand, last messages, history.
final class ThingsApi {
  private final HouseLoop loop;
  private final DriverHost host;
  private final DiscoveryInbox inbox;
  private final History history;
  private final Sight seen;
  private final DeviceKeys keys;

  /// Measurements of a property between two moments, as `[epoch milliseconds, value]`.
  interface History {
    List<List<Number>> points(
        ThingId thing, Property property, Instant from, Instant to, int points);
  }

  ThingsApi(
      HouseLoop loop,
      DriverHost host,
      DiscoveryInbox inbox,
      DeviceSecrets secrets,
      History history,
      Sight seen) {
    this.loop = loop;
    this.host = host;
    this.inbox = inbox;
    this.history = history;
    this.seen = seen;
    this.keys = new DeviceKeys(host, secrets, this);
  }

  DeviceKeys keys() {
    return keys;
  }

  List<Operation> operations() {
    return Stream.concat(looking().stream(), changing().stream()).toList();
  }

  private List<Operation> looking() {
    return List.of(
        Operation.get(
            "/things", "listThings", "All things with their state", "ThingList", this::list),
        Operation.get("/things/{id}", "getThing", "One thing", "Thing", this::get)
            .about(this::thing),
        Operation.get(
                "/things/{id}/properties/{property}",
                "getValue",
                "One value of a thing",
                "Value",
                this::value)
            .about(this::oneValue),
        Operation.get(
                "/things/{id}/messages",
                "listMessages",
                "The last raw messages of its device",
                "MessageList",
                this::messages)
            .about(this::thing),
        Operation.get(
                "/things/{id}/history",
                "getHistory",
                "Measurements of a property for a chart",
                "History",
                this::history)
            .about(this::thing)
            .with(
                new Operation.Query("property", "string", "an archived property"),
                new Operation.Query("from", "string", "instant; a day ago if not given"),
                new Operation.Query("to", "string", "instant; now if not given"),
                new Operation.Query("points", "integer", "at most so many, 500 if not given")),
        Operation.get(
            "/families",
            "listFamilies",
            "Families that can be entered by hand",
            "FamilyList",
            this::families));
  }

  private List<Operation> changing() {
    return List.of(
        new Operation(
            "POST",
            "/things",
            "addThing",
            "Bring in a device by hand",
            List.of(),
            "ByHand",
            Map.of(201, "ThingList"),
            this::add),
        new Operation(
            "PATCH",
            "/things/{id}",
            "renameThing",
            "Change name or room",
            List.of(),
            "Rename",
            Map.of(200, "Thing"),
            this::rename),
        new Operation(
            "DELETE",
            "/things/{id}",
            "removeThing",
            "Remove a thing; its id is never used again",
            List.of(),
            "",
            Map.of(204, ""),
            this::remove));
  }

  Thing known(Request request) {
    String id = request.part("id");
    return find(id).orElseThrow(() -> Problem.notFound("thing", id));
  }

  /// What a request about a thing is decided on.
  CompletableFuture<Target> thing(Request request) {
    return CompletableFuture.completedFuture(
        find(request.part("id")).map(Target::of).orElse(Target.nothing()));
  }

  private CompletableFuture<Target> oneValue(Request request) {
    return CompletableFuture.completedFuture(
        find(request.part("id"))
            .<Target>map(
                thing -> new Target.OneValue(thing.id(), thing.room(), request.part("property")))
            .orElse(Target.nothing()));
  }

  Optional<Thing> find(String id) {
    return ThingId.isSlug(id) ? host.directory().thing(new ThingId(id)) : Optional.empty();
  }

  private CompletableFuture<Answer> list(Request request) {
    return loop.query(house -> house.board().pictures())
        .thenApplyAsync(pictures ->
            Answer.ok(
                Json.list(
                    pictures.stream()
                        .filter(picture -> picture.thing().isDevice())
                        .filter(picture -> seen.sees(request.caller(), picture.thing()))
                        .sorted(Comparator.comparingInt(picture -> picture.thing().number()))
                        .map(Json::thing)
                        .toList(),
                    null)));
  }

  private CompletableFuture<Answer> get(Request request) {
    return show(known(request).id(), 200);
  }

  private CompletableFuture<Answer> show(ThingId id, int status) {
    return loop.query(house -> house.board().picture(id))
        .thenApply(found -> {
          StateBoard.Picture picture =
              found.orElseThrow(() -> Problem.notFound("thing", id.value()));
          var json = new LinkedHashMap<String, Object>(Json.thing(picture));
          json.put("unread", host.left(picture.thing()));
          cloud(picture.thing().udn().family()).ifPresent(cloud -> json.put("cloud", cloud));
          return Answer.of(status, json).tagged(tag(picture.thing()));
        });
  }

  private CompletableFuture<Answer> value(Request request) {
    Thing thing = known(request);
    String name = request.part("property");
    Property property =
        Property.named(name)
            .filter(thing.observes()::contains)
            .orElseThrow(() -> Problem.notFound("property", name));
    return loop.query(house -> house.board().picture(thing.id()))
        .thenApply(found -> {
          var picture = found.orElseThrow(() -> Problem.notFound("thing", thing.id().value()));
          return Answer.ok(Json.value(picture, property));
        });
  }

  private static String tag(Thing thing) {
    return "\"" + Integer.toHexString((thing.name() + "\0" + thing.room()).hashCode()) + "\"";
  }

  private CompletableFuture<Answer> add(Request request) {
    Tree body = request.body().only(Set.of("family", "binding", "id", "name", "room"));
    var parts = new TreeMap<String, String>();
    Tree binding = body.get("binding");
    for (Object key : binding.object().keySet()) {
      parts.put(
          String.valueOf(key), binding.get(String.valueOf(key)).text(Binding.PART_LENGTH_MAX));
    }
    String family = body.get("family").text(40);
    var secrets = new TreeMap<String, String>();
    for (Family.Field field : keys.fields(family)) {
      String secret = parts.remove(field.name());
      if (secret != null && !secret.isEmpty()) secrets.put(field.name(), secret);
    }
    var given = new Binding(family, parts);
    Naming naming = naming(body);
    // What is wrong with the binding is said before a secret is kept for it.
    CompletableFuture<Void> kept =
        secrets.isEmpty()
            ? CompletableFuture.completedFuture(null)
            : keys.keep(inbox.described(given).device(), secrets);
    return kept.thenCompose(_ -> inbox.byHand(given, naming, request.principal()))
        .thenCompose(this::added);
  }

  static Naming naming(Tree body) {
    return new Naming(text(body, "id", 40), name(body, "name"), name(body, "room"));
  }

  private static String name(Tree body, String key) {
    return body.find(key).map(tree -> tree.name(Thing.NAME_LENGTH_MAX)).orElse("");
  }

  private static String text(Tree body, String key, int max) {
    return body.find(key).map(tree -> tree.text(max)).orElse("");
  }

  /// The things just accepted, as the house has them.
  CompletableFuture<Answer> added(List<Thing> things) {
    return loop.query(house ->
            things.stream()
                .map(thing -> house.board().picture(thing.id()))
                .flatMap(Optional::stream)
                .toList())
        .thenApply(pictures ->
            Answer.of(201, Json.list(pictures.stream().map(Json::thing).toList(), null)));
  }

  private CompletableFuture<Answer> rename(Request request) {
    Thing thing = known(request);
    request
        .header("If-Match")
        .filter(tag -> !tag.equals("*") && !tag.equals(tag(thing)))
        .ifPresent(_ -> {
          throw Problem.preconditionFailed(
              "The thing was changed by somebody else; read it again.");
        });
    refuseHouse(thing);
    Tree body = request.body().only(Set.of("name", "room"));
    var name = body.find("name").map(t -> t.name(Thing.NAME_LENGTH_MAX)).orElse(thing.name());
    var room = body.find("room").map(t -> t.name(Thing.NAME_LENGTH_MAX)).orElse(thing.room());
    Thing renamed = thing.named(name, room);
    return loop.ask(new Fact.ThingPut(renamed), thing.id().value(), request.principal())
        .thenCompose(_ -> show(thing.id(), 200));
  }

  private static void refuseHouse(Thing thing) {
    if (PlaceThing.is(thing)) throw Problem.conflict("This is the house itself: see /place.");
    if (PersonThing.is(thing)) throw Problem.conflict("This is a person: see /users.");
  }

  private CompletableFuture<Answer> remove(Request request) {
    Thing thing = known(request);
    refuseHouse(thing);
    return loop.ask(new Fact.ThingGone(), thing.id().value(), request.principal())
        .thenApply(_ -> Answer.none());
  }

  private CompletableFuture<Answer> messages(Request request) {
    var lines = host.messages(known(request)).stream().map(MessageJson::line).toList();
    return Answer.now(Answer.ok(Json.list(lines, null)));
  }

  private CompletableFuture<Answer> history(Request request) {
    Thing thing = known(request);
    String name = request.query("property").orElse("");
    Property property =
        Property.named(name)
            .filter(Property::isArchived)
            .orElseThrow(() ->
                new Malformed("?property", "a property that is kept for charts", "'" + name + "'"));
    Instant to = instant(request, "to", Instant.now());
    Instant from = instant(request, "from", to.minus(Duration.ofDays(1)));
    int points = (int) request.number("points", 500, 2, 2000);
    return CompletableFuture.supplyAsync(
        () -> {
          var json = new LinkedHashMap<String, Object>();
          json.put("property", property.name());
          json.put(
              "unit",
              property.type() instanceof steward.thing.ValueType.Amounts a ? a.unit().label() : "");
          json.put("points", history.points(thing.id(), property, from, to, points));
          return Answer.ok(json);
        },
        Thread::startVirtualThread);
  }

  private static Instant instant(Request request, String name, Instant otherwise) {
    return request
        .query(name)
        .map(text -> {
          try {
            return Instant.parse(text);
          } catch (java.time.format.DateTimeParseException e) {
            throw new Malformed(
                "?" + name, "an instant such as 2026-11-22T08:00:00Z", "'" + text + "'");
          }
        })
        .orElse(otherwise);
  }

  private CompletableFuture<Answer> families(Request request) {
    var items = new ArrayList<Map<String, Object>>();
    for (Family family : host.families()) {
      var fields = family.fields().stream().map(ThingsApi::field).toList();
      var json = new LinkedHashMap<String, Object>();
      json.put("name", family.name());
      json.put("title", family.title());
      json.put("binding", fields);
      cloud(family.name()).ifPresent(cloud -> json.put("cloud", cloud));
      items.add(json);
    }
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  /// What leaves the house for a family, and to whom; nothing for those that stay at home.
  private Optional<Map<String, Object>> cloud(String family) {
    return host.family(family)
        .flatMap(Family::cloud)
        .map(cloud -> {
          var json = new LinkedHashMap<String, Object>();
          json.put("hosts", cloud.hosts());
          json.put("leaves", cloud.leaves());
          host.barred(family).ifPresent(why -> json.put("barred", why));
          return json;
        });
  }

  private static Map<String, Object> field(Family.Field field) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", field.name());
    json.put("title", field.title());
    json.put("required", field.required());
    json.put("example", field.example());
    if (!field.choices().isEmpty()) json.put("choices", field.choices());
    if (field.secret()) json.put("secret", true);
    if (field.ofFamily()) json.put("ofFamily", true);
    return json;
  }
}
