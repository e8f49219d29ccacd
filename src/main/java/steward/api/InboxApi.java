package steward.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.discovery.DiscoveryInbox;
import steward.discovery.Moved;
import steward.discovery.Scout;
import steward.driver.Way;
import steward.thing.Description;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;
import steward.value.Tree;

/// The inbox: what was found and waits for a person.
final class InboxApi {
  static final int ITEMS_MAX = 500;

  private final DiscoveryInbox inbox;
  private final Scout scout;
  private final ThingsApi things;

  InboxApi(DiscoveryInbox inbox, Scout scout, ThingsApi things) {
    this.inbox = inbox;
    this.scout = scout;
    this.things = things;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/inbox",
            "listInbox",
            "Devices that were found and not yet accepted",
            "InboxList",
            this::list),
        new Operation(
            "POST",
            "/inbox/accept",
            "acceptMany",
            "Accept many devices at once",
            List.of(),
            "AcceptMany",
            Map.of(201, "ThingList"),
            this::acceptMany),
        new Operation(
            "POST",
            "/inbox/{key}/accept",
            "accept",
            "Accept a device, name it and give it a room",
            List.of(),
            "Accept",
            Map.of(201, "ThingList"),
            this::accept),
        new Operation(
            "DELETE",
            "/inbox/{key}",
            "setAside",
            "Set a device aside: it is not shown again",
            List.of(),
            "",
            Map.of(204, ""),
            this::setAside),
        new Operation(
            "POST",
            "/inbox/look",
            "lookForThings",
            "Look for devices on the home networks, or at one address; what answers comes to the inbox",
            List.of(),
            "Look",
            Map.of(202, "Looking"),
            this::look));
  }

  private CompletableFuture<Answer> look(Request request) {
    Tree body =
        request.bodyIfAny().orElse(Tree.of(Map.of())).only(Set.of("host", "port", "family"));
    String host = body.find("host").map(tree -> tree.text(253)).orElse("");
    var family = body.find("family").map(tree -> tree.text(40));
    var port =
        body.find("port")
            .map(tree -> OptionalInt.of(tree.whole(1, 65_535)))
            .orElse(OptionalInt.empty());
    if (host.isEmpty()) {
      scout.everywhere();
      return Answer.now(Answer.of(202, Map.of("looking", "on the home networks")));
    }
    // It is refused at once where the address may not be a thing's.
    if (!Way.At.isHost(host))
      throw new Malformed("/host", "an address or a name", "'" + host + "'");
    return scout
        .at(host, port, family)
        .handle((_, fault) -> {
          if (fault == null) return Answer.of(202, Map.of("looking", "at " + host));
          Throwable cause = fault.getCause() == null ? fault : fault.getCause();
          throw new Malformed(
              "/host", "an address that can be reached", String.valueOf(cause.getMessage()));
        });
  }

  private CompletableFuture<Answer> list(Request request) {
    return Answer.now(Answer.ok(Json.list(inbox.items().stream().map(this::json).toList(), null)));
  }

  private Map<String, @Nullable Object> json(DiscoveryInbox.Item item) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("key", item.key());
    json.put("family", item.family());
    json.put("name", item.name());
    if (!item.things().isEmpty()) {
      Description first = item.things().getFirst();
      json.put("maker", first.maker());
      json.put("model", first.model());
      json.put("firmware", first.firmware());
    }
    json.put("seen", Json.instant(item.seen()));
    json.put("things", item.things().stream().map(this::part).toList());
    json.put("warning", item.warning().isEmpty() ? null : item.warning());
    List<String> claimants = inbox.claimants(item);
    if (!claimants.isEmpty()) json.put("claimants", claimants);
    item.moved().ifPresent(moved -> json.put("moved", moved(moved)));
    return json;
  }

  private static Map<String, Object> moved(Moved moved) {
    return Map.of("from", moved.from(), "to", moved.to(), "contested", moved.isThereToo());
  }

  private Map<String, Object> part(Description part) {
    var json = new LinkedHashMap<String, Object>();
    json.put("udn", part.udn().value());
    json.put("kind", part.kind());
    json.put("name", part.name());
    inbox.former(part.udn()).ifPresent(thing -> json.put("former", former(thing)));
    return json;
  }

  private static Map<String, Object> former(Thing thing) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", thing.id().value());
    json.put("name", thing.name());
    json.put("room", thing.room());
    return json;
  }

  private DiscoveryInbox.Item item(String key) {
    return inbox.item(key).orElseThrow(() -> Problem.notFound("device in the inbox", key));
  }

  private CompletableFuture<Answer> accept(Request request) {
    var item = item(request.part("key"));
    Tree body =
        request.bodyIfAny().orElse(Tree.of(Map.of())).only(Set.of("id", "name", "room", "secrets"));
    var naming = ThingsApi.naming(body);
    return body.find("secrets")
        .map(given -> things.keys().keep(new Udn(item.key()), DeviceKeys.texts(given)))
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .thenCompose(_ -> inbox.accept(item, naming, request.principal()))
        .thenCompose(things::added);
  }

  private CompletableFuture<Answer> acceptMany(Request request) {
    var wanted = request.body().only(Set.of("items")).get("items").items();
    if (wanted.size() > ITEMS_MAX)
      throw new Malformed("/items", "at most " + ITEMS_MAX, wanted.size() + "");
    var found = new ArrayList<DiscoveryInbox.Item>();
    for (Tree one : wanted) {
      one.only(Set.of("key", "id", "name", "room"));
      String key = one.get("key").text(120);
      found.add(
          inbox
              .item(key)
              .orElseThrow(() -> one.get("key").wrong("the key of a device in the inbox")));
    }
    var accepted = CompletableFuture.completedFuture((List<Thing>) new ArrayList<Thing>());
    for (int i = 0; i < wanted.size(); i++) {
      var one = inbox.accept(found.get(i), ThingsApi.naming(wanted.get(i)), request.principal());
      accepted =
          accepted.thenCombine(
              one,
              (all, more) -> {
                all.addAll(more);
                return all;
              });
    }
    return accepted.thenCompose(things::added);
  }

  private CompletableFuture<Answer> setAside(Request request) {
    if (!inbox.ignore(request.part("key")))
      throw Problem.notFound("device in the inbox", request.part("key"));
    return Answer.now(Answer.none());
  }
}
