package steward.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steward.hook.Deed;
import steward.hook.Hook;
import steward.hook.HookKind;
import steward.hook.Hooks;
import steward.hook.Notice;
import steward.hook.Proof;
import steward.hook.Steps;
import steward.hook.Traffic;
import steward.hook.Webhooks;
import steward.link.DriverHost;
import steward.thing.Binding;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;

/// Webhooks: made with a secret that is shown once, listed, given another secret, taken away.
public final class WebhooksApi {
  private static final Set<String> MEMBERS =
      Set.of(
          "kind", "id", "name", "room", "proof", "observe", "sheet", "perform", "secret", "target");
  private static final int URL_LENGTH_MAX = 1_000;

  private final Webhooks webhooks;
  private final Hooks hooks;
  private final DriverHost host;
  private final Supplier<Optional<Integer>> port;

  /// @param port where the listener is, if it is on
  public WebhooksApi(Webhooks webhooks, DriverHost host, Supplier<Optional<Integer>> port) {
    this.webhooks = webhooks;
    this.hooks = webhooks.hooks();
    this.host = host;
    this.port = port;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/webhooks",
            "listWebhooks",
            "Webhooks, in and out, without their secrets",
            "WebhookList",
            this::list),
        new Operation(
            "POST",
            "/webhooks",
            "makeWebhook",
            "Make a webhook and its thing; its secret is shown once",
            List.of(),
            "MakeWebhook",
            Map.of(201, "WebhookMade"),
            this::make),
        new Operation(
            "POST",
            "/webhooks/{name}/rotate",
            "rotateWebhook",
            "Give a webhook another secret, which is shown once; the older one is void at once",
            List.of(),
            "",
            Map.of(200, "WebhookMade"),
            this::rotate),
        new Operation(
            "DELETE",
            "/webhooks/{name}",
            "removeWebhook",
            "Take a webhook away; its calls are refused at once",
            List.of(),
            "",
            Map.of(204, ""),
            this::remove));
  }

  private CompletableFuture<Answer> list(Request request) {
    var items = hooks.all().stream().map(this::json).toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  private Map<String, @Nullable Object> json(Hook hook) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("thing", hook.thing().value());
    json.put("direction", hook.isOut() ? "out" : "in");
    json.put("kind", hook.kind().label());
    json.put("proof", hook.proof().label());
    json.put("path", hook.isOut() ? null : "/hook/" + hook.id());
    json.put("perform", hook.deeds().stream().map(Deed::json).toList());
    json.put("since", Json.instant(hook.since()));
    json.put("off", hook.off().isEmpty() ? null : hook.off());
    Traffic.Told told = webhooks.told(hook);
    json.put("called", told.called().or(hook::called).map(Json::instant).orElse(null));
    if (hook.isOut()) {
      json.put("notices", webhooks.notices(hook).stream().map(WebhooksApi::json).toList());
    } else {
      json.put("calls", json(told));
      json.put("port", port.get().orElse(null));
    }
    return json;
  }

  private static Map<String, @Nullable Object> json(Traffic.Told told) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("taken", told.taken());
    json.put("repeated", told.repeated());
    json.put("refused", told.refused());
    json.put("why", told.why().isEmpty() ? null : told.why());
    json.put("refusedAt", told.refusedAt().map(Json::instant).orElse(null));
    json.put("lastHour", told.lastHour());
    return json;
  }

  private static Map<String, @Nullable Object> json(Notice notice) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("command", Long.parseLong(notice.command()));
    json.put("at", Json.instant(notice.at()));
    json.put("state", notice.state().label());
    json.put("tries", notice.tries());
    json.put("why", notice.why().isEmpty() ? null : notice.why());
    json.put("next", notice.next().map(Json::instant).orElse(null));
    return json;
  }

  private CompletableFuture<Answer> make(Request request) {
    Tree body = request.body().only(MEMBERS);
    String label = body.get("kind").text(20);
    HookKind kind =
        HookKind.labelled(label).orElseThrow(() -> body.get("kind").wrong("the kind of a webhook"));
    var wish =
        new Hooks.Wish(
            kind,
            ThingsApi.naming(body),
            body.find("proof").map(WebhooksApi::proof),
            sheet(body),
            deeds(body),
            body.find("secret").map(text -> text.text(200)),
            body.find("target").map(text -> text.text(URL_LENGTH_MAX)));
    return hooks.make(wish, request.principal()).thenApply(made -> made(201, made));
  }

  private static Proof proof(Tree word) {
    String label = word.text(20);
    for (Proof proof : Proof.values()) if (proof.label().equals(label)) return proof;
    throw word.wrong("standard, stripe, github, bearer, basic or path");
  }

  private static Map<String, String> sheet(Tree body) {
    var sheet = new TreeMap<String, String>();
    lines(body, "observe").forEach((property, line) -> sheet.put("observe." + property, line));
    sheet.putAll(lines(body, "sheet"));
    return sheet;
  }

  private static Map<String, String> lines(Tree body, String member) {
    var lines = new TreeMap<String, String>();
    if (!body.has(member)) return lines;
    Tree tree = body.get(member);
    for (Object key : tree.object().keySet()) {
      String name = String.valueOf(key);
      lines.put(name, tree.get(name).text(Binding.PART_LENGTH_MAX));
    }
    return lines;
  }

  private List<Deed> deeds(Tree body) {
    if (!body.has("perform")) return List.of();
    List<Tree> items = body.get("perform").items();
    if (items.size() > Hooks.DEEDS_MAX)
      throw new Malformed("/perform", "at most " + Hooks.DEEDS_MAX, items.size() + "");
    var deeds = new ArrayList<Deed>();
    for (Tree item : items) {
      String id = item.get("thing").text(ThingId.LENGTH_MAX);
      Optional<Thing> thing =
          ThingId.isSlug(id) ? host.directory().thing(new ThingId(id)) : Optional.empty();
      deeds.add(
          Deed.read(
              item,
              thing.orElseThrow(() -> item.get("thing").wrong("the id of a thing that is there"))));
    }
    return deeds;
  }

  private CompletableFuture<Answer> rotate(Request request) {
    return hooks.rotate(request.part("name")).thenApply(made -> made(200, made));
  }

  private Answer made(int status, Hooks.Made made) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("webhook", json(made.hook()));
    json.put("secret", made.secret().isEmpty() ? null : made.secret());
    json.put("path", made.hook().isOut() ? null : made.path());
    json.put("port", port.get().orElse(null));
    json.put("setup", Steps.of(made, port.get()));
    return Answer.of(status, json);
  }

  private CompletableFuture<Answer> remove(Request request) {
    String name = request.part("name");
    return hooks
        .remove(name, request.principal())
        .thenApply(wasThere -> {
          if (!wasThere) throw Problem.notFound("webhook", name);
          return Answer.none();
        });
  }
}
