package steward.api;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.network.enclosure.Changed;
import steward.network.enclosure.Decisions;
import steward.network.enclosure.Enclosure;
import steward.network.enclosure.Lanes;
import steward.network.enclosure.PortLocks;
import steward.network.enclosure.Says;
import steward.network.enclosure.Station;
import steward.network.enclosure.Station.Standing;
import steward.network.enclosure.Wish;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.NetworkName;
import steward.thing.ThingId;
import steward.value.Tree;

/// The stations of the closed network, and what is decided about each.
final class StationsApi {
  private static final int ID_MAX = 48;
  private static final String ONE = "/network/stations/{station}";

  private final Enclosure enclosure;
  private final Decisions decisions;
  private final PortLocks locks;

  StationsApi(Enclosure enclosure, Decisions decisions) {
    this.enclosure = enclosure;
    this.decisions = decisions;
    locks = new PortLocks(enclosure);
  }

  List<Operation> operations() {
    var all = new ArrayList<Operation>();
    all.add(
        Operation.get(
            "/network/stations",
            "listStations",
            "Every station on the network of the things",
            "StationList",
            this::stations));
    all.add(
        Operation.get(
            ONE,
            "getStation",
            "One station, with what is suggested for it",
            "Station",
            this::station));
    all.add(
        NetworkApi.changing(
            "PUT",
            ONE,
            "changeStation",
            "Decide about a station: its standing, its thing, its lanes, its port",
            "StationWish",
            this::put));
    all.add(
        NetworkApi.changing(
            "DELETE",
            ONE,
            "forgetStation",
            "Forget a station; it is in quarantine when it is seen again",
            "",
            this::forget));
    timed(all, Timed.WINDOW, "openWindow", "Let a new thing reach its suggested hosts for a time");
    timed(all, Timed.LEARN, "learnStation", "Watch what a thing wants, with the Internet open");
    timed(all, Timed.CUT, "cutStation", "Cut a thing off from the Internet for a time");
    return all;
  }

  private void timed(List<Operation> all, Timed what, String id, String summary) {
    String path = ONE + "/" + NetworkApi.word(what);
    all.add(
        NetworkApi.changing(
            "POST", path, id, summary, "NetworkSpan", request -> begin(what, request)));
    all.add(
        NetworkApi.changing(
            "DELETE", path, id, summary + ": end it now", "", request -> end(what, request)));
  }

  private CompletableFuture<Answer> stations(Request request) {
    return NetworkApi.blocking(() -> {
      Map<Hardware, String> heard = locks.heard();
      return Answer.ok(
          Json.list(enclosure.stations().stream().map(one -> json(one, heard)).toList(), null));
    });
  }

  private CompletableFuture<Answer> station(Request request) {
    return NetworkApi.blocking(() -> {
      Station station = found(request);
      var json = json(station);
      json.put("suggested", lanes(enclosure.known().suggested(station)));
      json.put("ports", locks.ports());
      return Answer.ok(json);
    });
  }

  private Station found(Request request) {
    String id = id(request);
    return enclosure.station(id).orElseThrow(() -> Problem.notFound("station", id));
  }

  private static String id(Request request) {
    String id = request.part("station");
    return id.length() <= ID_MAX ? id : id.substring(0, ID_MAX);
  }

  private Map<String, @Nullable Object> json(Station station) {
    return json(station, locks.heard());
  }

  private Map<String, @Nullable Object> json(Station station, Map<Hardware, String> heard) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", station.id());
    json.put("hardware", station.hardware().text());
    json.put("thing", station.thing().map(ThingId::value).orElse(null));
    String name = enclosure.known().name(station);
    json.put("name", name);
    json.put("addresses", station.addresses().stream().map(InetAddress::getHostAddress).toList());
    json.put("given", enclosure.given(station).map(InetAddress::getHostAddress).orElse(null));
    json.put("maker", station.maker());
    json.put("called", station.called());
    json.put("asked", station.asked());
    json.put("first", Json.instant(station.first()));
    json.put("last", Json.instant(station.last()));
    json.put("recognised", station.recognised());
    json.put("standing", NetworkApi.word(station.standing()));
    json.put("lanes", lanes(station.lanes()));
    json.put("own", lanes(enclosure.known().own(station)));
    var until = new TreeMap<String, Object>();
    station.until().forEach((what, at) -> until.put(NetworkApi.word(what), Json.instant(at)));
    json.put("until", until);
    json.put("port", station.port().map(NetworkName::text).orElse(null));
    json.put("heardAt", heard.get(station.hardware()));
    json.put("trouble", locks.trouble(station));
    json.put("says", Says.of(station, name, enclosure.status()));
    return json;
  }

  private static List<Map<String, Object>> lanes(List<Lane> lanes) {
    return lanes.stream().map(Lanes::json).toList();
  }

  Answer did(Changed changed) {
    var json = new LinkedHashMap<String, Object>();
    json.put("done", changed.isDone());
    json.put("did", changed.did());
    json.put("waits", changed.waits());
    changed.station().ifPresent(station -> json.put("station", json(station)));
    return Answer.ok(json);
  }

  private CompletableFuture<Answer> put(Request request) {
    Tree body = request.body().only(Set.of("standing", "thing", "lanes", "port", "preview"));
    var wish =
        new Wish(
            body.find("standing").map(StationsApi::standing),
            body.find("thing").map(Tree::text),
            body.find("lanes").map(Lanes::read),
            body.find("port").map(Tree::text));
    boolean preview = NetworkApi.preview(Optional.of(body));
    return NetworkApi.blocking(
        () -> did(decisions.put(id(request), wish, preview, request.principal())));
  }

  private static Standing standing(Tree word) {
    String text = word.text(20);
    for (Standing one : Standing.values()) if (NetworkApi.word(one).equals(text)) return one;
    throw word.wrong("quarantined, enclosed or refused");
  }

  private CompletableFuture<Answer> forget(Request request) {
    boolean preview = previewed(request);
    return NetworkApi.blocking(
        () -> did(decisions.forget(id(request), preview, request.principal())));
  }

  private CompletableFuture<Answer> begin(Timed what, Request request) {
    Tree body = request.body().only(Set.of("for", "preview"));
    Duration time = body.get("for").span();
    boolean preview = NetworkApi.preview(Optional.of(body));
    return NetworkApi.blocking(
        () -> did(decisions.begin(what, id(request), time, preview, request.principal())));
  }

  private CompletableFuture<Answer> end(Timed what, Request request) {
    boolean preview = previewed(request);
    return NetworkApi.blocking(
        () -> did(decisions.end(what, id(request), preview, request.principal())));
  }

  private static boolean previewed(Request request) {
    return request.query("preview").filter(word -> word.equals("true")).isPresent();
  }
}
