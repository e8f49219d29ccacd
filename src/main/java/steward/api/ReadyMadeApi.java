package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.activity.Activity;
import steward.activity.text.ActivityWriter;
import steward.activity.text.ActivityYaml;
import steward.activity.text.Words;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.ready.ReadyMade;
import steward.ready.Slot;
import steward.value.Tree;

/// Ready-made activities to start from: what there is, who of the house could take which part, and
/// one of them filled in. Nothing is kept by it.
final class ReadyMadeApi {
  private static final Set<String> ITS_OWN = Set.of("version", "owner");

  private final HouseLoop loop;
  private final FindingsApi findings;

  ReadyMadeApi(HouseLoop loop, FindingsApi findings) {
    this.loop = loop;
    this.findings = findings;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/ready-made",
            "listReadyMade",
            "Ready-made activities, with the things that could fill their slots",
            "ReadyMadeList",
            _ -> list()),
        new Operation(
            "POST",
            "/ready-made/{id}",
            "fillReadyMade",
            "A ready-made activity with its slots filled, as a draft",
            List.of(),
            "FillReadyMade",
            Map.of(200, "FilledReadyMade"),
            this::fill));
  }

  private CompletableFuture<Answer> list() {
    return loop.query(HouseNames::of)
        .thenApplyAsync(
            names ->
                Answer.ok(
                    Json.list(
                        ReadyMade.all().stream().map(one -> json(one, names)).toList(), null)),
            Thread::startVirtualThread);
  }

  private static Map<String, @Nullable Object> json(ReadyMade one, HouseNames names) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", one.id());
    json.put("name", one.name());
    json.put("says", one.says());
    json.put("possible", one.isPossible(names));
    json.put("slots", one.slots().stream().map(slot -> json(slot, names)).toList());
    return json;
  }

  private static Map<String, Object> json(Slot slot, HouseNames names) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", slot.name());
    json.put("says", slot.says());
    json.put("many", slot.many());
    json.put("can", slot.can());
    slot.usual().ifPresent(usual -> json.put("default", usual));
    json.put("choices", slot.choices(names).stream().map(ReadyMadeApi::json).toList());
    return json;
  }

  private static Map<String, Object> json(Slot.Choice choice) {
    return Map.of("fill", choice.fill(), "name", choice.name(), "room", choice.room());
  }

  private CompletableFuture<Answer> fill(Request request) {
    ReadyMade one =
        ReadyMade.find(request.part("id"))
            .orElseThrow(() -> Problem.notFound("ready-made activity", request.part("id")));
    Tree fill = request.body().only(Set.of("fill")).get("fill");
    var fills = new LinkedHashMap<String, String>();
    for (Object name : fill.object().keySet())
      fills.put(String.valueOf(name), fill.get(String.valueOf(name)).text());
    return loop.query(HouseNames::of)
        .thenApplyAsync(
            names -> {
              Activity filled = one.filled(fills, names);
              var json = new LinkedHashMap<String, Object>();
              Map<String, Object> draft = ActivityWriter.write(filled);
              draft.keySet().removeAll(ITS_OWN);
              json.put("activity", draft);
              json.put("words", Words.of(filled, names));
              json.put("yaml", ActivityYaml.draft(filled));
              json.put(
                  "findings",
                  findings.about(filled, names).stream().map(FindingsApi::json).toList());
              return Answer.ok(json);
            },
            Thread::startVirtualThread);
  }
}
