package steward.api;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.access.QrRows;
import steward.network.fence.Advice;
import steward.network.fence.Hardware;
import steward.network.wifi.HouseWifi;
import steward.network.wifi.WifiCard;
import steward.network.wifi.WifiKey;
import steward.network.wifi.WifiSettings;
import steward.value.Span;
import steward.value.Tree;

/// The radio of the things: its card, a key for each thing, whether its name is visible.
final class WifiApi {
  private static final String AT = "/network/wifi";
  private static final int ID_LENGTH_MAX = 48;
  private static final int HARDWARE_LENGTH_MAX = 20;
  private static final int SPAN_LENGTH_MAX = 10;

  private final HouseWifi wifi;

  WifiApi(HouseWifi wifi) {
    this.wifi = wifi;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(AT, "readWifi", "The radio, without its secrets", "Wifi", this::status),
        changing(
            "POST",
            "",
            "renewWifi",
            "A new name and passphrase; the keys of things end",
            "",
            Map.of(201, "WifiCard"),
            _ -> carded(wifi::renew)),
        Operation.get(
            AT + "/card",
            "wifiCard",
            "The card by which a thing joins",
            "WifiCard",
            _ -> waiting(() -> Answer.ok(card(wifi.card())))),
        changing(
            "POST",
            "/keys",
            "addWifiKey",
            "A key for one thing, shown once",
            "WifiKeyWish",
            Map.of(201, "WifiCard"),
            this::key),
        changing(
            "DELETE",
            "/keys/{id}",
            "removeWifiKey",
            "End the key of one thing",
            "",
            Map.of(204, ""),
            this::forget),
        changing(
            "POST",
            "/visible",
            "showWifi",
            "Show the name for a time",
            "WifiSpan",
            Map.of(200, "Wifi"),
            this::show),
        changing(
            "DELETE", "/visible", "hideWifi", "Hide the name", "", Map.of(204, ""), this::hide),
        Operation.get(
            AT + "/files",
            "wifiFiles",
            "The files of hostapd, with all secrets",
            "WayFiles",
            _ -> waiting(() -> Answer.ok(files(wifi.files())))));
  }

  private static Operation changing(
      String method,
      String below,
      String id,
      String summary,
      String body,
      Map<Integer, String> answers,
      Operation.Handler handler) {
    return new Operation(method, AT + below, id, summary, List.of(), body, answers, handler);
  }

  /// What may wait for the disk or the helper.
  interface Work<T> {
    T done() throws IOException;
  }

  /// Does it apart; why it was not done is told as it is.
  static CompletableFuture<Answer> waiting(Work<Answer> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.done();
          } catch (IOException e) {
            throw Problem.conflict(String.valueOf(e.getMessage()));
          }
        },
        Thread::startVirtualThread);
  }

  /// Files for a person, by name, with the steps.
  static Map<String, Object> files(Advice.Given given) {
    var files = new ArrayList<Map<String, String>>();
    new TreeMap<>(given.files())
        .forEach((path, text) -> files.add(Map.of("path", path, "text", text)));
    return Map.of("files", files, "steps", given.steps(), "unseen", given.unseen());
  }

  private CompletableFuture<Answer> carded(Work<WifiCard> work) {
    return waiting(() -> Answer.of(201, card(work.done())));
  }

  private static Map<String, Object> card(WifiCard card) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", card.id());
    json.put("name", card.name());
    json.put("passphrase", card.passphrase());
    json.put("hidden", true);
    json.put("uri", card.uri());
    json.put("qr", QrRows.of(card.uri()));
    json.put("lines", card.lines());
    json.put("says", List.of(WifiCard.HIDING));
    return json;
  }

  private CompletableFuture<Answer> status(Request request) {
    return waiting(() -> Answer.ok(status()));
  }

  private Map<String, @Nullable Object> status() {
    HouseWifi.Status it = wifi.status();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("on", wifi.isOn());
    json.put("name", it.name().isEmpty() ? null : it.name());
    json.put("hidden", it.visibleUntil().isEmpty());
    json.put("visibleUntil", it.visibleUntil().map(Json::instant).orElse(null));
    json.put("security", it.settings().map(WifiSettings::security).orElse(null));
    json.put("country", it.settings().map(WifiSettings::country).orElse(null));
    json.put("channel", it.settings().map(WifiSettings::channel).orElse(null));
    json.put("interface", it.settings().map(one -> one.radio().text()).orElse(null));
    json.put("by", it.byHelper() ? "fence" : "advice");
    json.put("problem", it.problem().isEmpty() ? null : it.problem());
    json.put("keys", it.keys().stream().map(WifiApi::key).toList());
    json.put("says", List.of(WifiCard.HIDING));
    return json;
  }

  private static Map<String, Object> key(WifiKey key) {
    return Map.of(
        "id", key.id(), "hardware", key.hardware().text(), "since", Json.instant(key.since()));
  }

  private CompletableFuture<Answer> key(Request request) {
    Tree body = request.body().only(Set.of("id", "hardware"));
    String id = body.get("id").text(ID_LENGTH_MAX);
    var hardware = Hardware.parse(body.get("hardware").text(HARDWARE_LENGTH_MAX));
    return carded(() -> wifi.keyFor(id, hardware));
  }

  private CompletableFuture<Answer> forget(Request request) {
    String id = request.part("id");
    return waiting(() -> {
      if (!wifi.forget(id)) throw Problem.notFound("key", id);
      return Answer.none();
    });
  }

  private CompletableFuture<Answer> show(Request request) {
    Tree text = request.body().only(Set.of("for")).get("for");
    Duration time;
    try {
      time = Span.parse(text.text(SPAN_LENGTH_MAX));
    } catch (IllegalArgumentException _) {
      throw text.wrong("a span such as 10m");
    }
    return waiting(() -> {
      wifi.show(time);
      return Answer.ok(status());
    });
  }

  private CompletableFuture<Answer> hide(Request request) {
    return waiting(() -> {
      wifi.hide();
      return Answer.none();
    });
  }
}
