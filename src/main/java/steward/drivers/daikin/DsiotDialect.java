package steward.drivers.daikin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steward.thing.Action;
import steward.thing.Message.HttpRequest;
import steward.thing.Message.HttpResponse;
import steward.value.Bytes;

/// dsiot: one address for everything, JSON both ways, of firmware 2.8.0 and later. Source: the fact
/// sheet, 7. Immutable.
record DsiotDialect(int port) implements Dialect {
  static final String UNIT = "unit";
  static final String MORE = "more";

  private static final Map<String, List<String>> ASKED =
      Map.of(
          UNIT,
          List.of(
              "/dsiot/edge/adr_0100.dgc_status?filter=pv,pt",
              "/dsiot/edge/adr_0200.dgc_status?filter=pv,pt"),
          MORE,
          List.of("/dsiot/edge/adr_0100.i_power.week_power?filter=pv,pt", "/dsiot/edge.adp_i"));
  private static final Map<String, String> HEADERS =
      Map.of("User-Agent", "steward", "Accept", "*/*", "Content-Type", "application/json");

  @Override
  public String title() {
    return "dsiot";
  }

  @Override
  public Duration within() {
    return Duration.ofSeconds(15);
  }

  @Override
  public List<String> knock() {
    return List.of(MORE, UNIT);
  }

  @Override
  public String control() {
    return UNIT;
  }

  @Override
  public List<String> often() {
    return List.of(UNIT);
  }

  @Override
  public List<String> seldom() {
    return List.of(MORE);
  }

  @Override
  public List<String> pages(Action action) {
    return List.of(UNIT);
  }

  @Override
  public HttpRequest request(String page) {
    String requests =
        ASKED.getOrDefault(page, List.of()).stream()
            .map(to -> "{\"op\":2,\"to\":\"" + to + "\"}")
            .collect(Collectors.joining(","));
    return ask("{\"requests\":[" + requests + "]}");
  }

  @Override
  public HttpRequest request(Plan.Write write) {
    return ask(write.body());
  }

  private HttpRequest ask(String body) {
    return new HttpRequest(
        "", port, "POST", "/dsiot/multireq", HEADERS, Bytes.utf8(body), within());
  }

  @Override
  public Said hear(String page, HttpResponse answer) {
    Said said = heard(answer, page.equals(MORE));
    if (said instanceof Said.Fields(var leaves)
        && page.equals(UNIT)
        && !leaves.containsKey(DsiotUnit.POWER))
      return new Said.Unlike("its answer is without the indoor unit");
    return said;
  }

  @Override
  public Said hearWrite(HttpResponse answer) {
    return heard(answer, false);
  }

  /// An item that is refused says nothing of the others in a read.
  private static Said heard(HttpResponse answer, boolean alsoOfNothing) {
    if (answer.status() != 200)
      return new Said.Unlike("the adapter answers with status " + answer.status());
    var read = DsiotTree.read(answer.body());
    if (read.isEmpty()) {
      return new Said.Unlike(
          "its answer is no JSON of dsiot: " + KeyValueDialect.shown(answer.body().text()));
    }
    List<Integer> refusals = read.get().refusals();
    boolean isAllRefused = refusals.size() == read.get().items();
    if (refusals.isEmpty() || !isAllRefused || alsoOfNothing)
      return new Said.Fields(read.get().leaves());
    return new Said.Refused(
        Said.Why.PARAMETER, "the adapter does not take this (code " + refusals.getFirst() + ")");
  }

  @Override
  public String mac(Picture picture) {
    return picture.text(MORE, "adp_i/mac").toUpperCase(Locale.ROOT);
  }

  @Override
  public List<Told> readings(String page, Picture picture) {
    var told = new ArrayList<Told>();
    if (page.equals(UNIT)) new DsiotUnit(picture).unit(told);
    else DsiotUnit.energy(picture, told);
    return told;
  }

  @Override
  public Plan plan(Action action, Picture picture) {
    return new DsiotPlans(picture).plan(action);
  }

  @Override
  public Traits traits(Picture picture) {
    return new DsiotUnit(picture).traits();
  }

  static Plan.Write write(Map<String, String> leaves) {
    return new Plan.Write("POST", "", DsiotTree.write(leaves), new TreeMap<>(leaves));
  }
}
