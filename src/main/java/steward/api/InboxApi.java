package steward.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.discovery.DiscoveryInbox;
import steward.thing.Description;
import steward.thing.Thing;
import steward.value.Malformed;
import steward.value.Tree;

/// The inbox: what was found and waits for a person.
final class InboxApi {
  static final int ITEMS_MAX = 500;

  private final DiscoveryInbox inbox;
  private final ThingsApi things;

  InboxApi(DiscoveryInbox inbox, ThingsApi things) {
    this.inbox = inbox;
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
            this::setAside));
  }

  private CompletableFuture<Answer> list(Request request) {
    return Answer.now(
        Answer.ok(Json.list(inbox.items().stream().map(InboxApi::json).toList(), null)));
  }

  static Map<String, @Nullable Object> json(DiscoveryInbox.Item item) {
    Description first = item.things().getFirst();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("key", item.key());
    json.put("family", item.family());
    json.put("name", item.name());
    json.put("maker", first.maker());
    json.put("model", first.model());
    json.put("firmware", first.firmware());
    json.put("seen", Json.instant(item.seen()));
    json.put("things", item.things().stream().map(InboxApi::part).toList());
    json.put("warning", item.warning().isEmpty() ? null : item.warning());
    return json;
  }

  private static Map<String, Object> part(Description part) {
    return Map.of("udn", part.udn().value(), "kind", part.kind(), "name", part.name());
  }

  private DiscoveryInbox.Item item(String key) {
    return inbox.item(key).orElseThrow(() -> Problem.notFound("device in the inbox", key));
  }

  private CompletableFuture<Answer> accept(Request request) {
    var item = item(request.part("key"));
    Tree body = request.bodyIfAny().orElse(Tree.of(Map.of())).only(Set.of("id", "name", "room"));
    return inbox
        .accept(item, ThingsApi.naming(body), request.principal())
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
