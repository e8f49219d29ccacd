package steward.drivers.daikin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message.HttpRequest;
import steward.thing.Message.HttpResponse;
import steward.value.Bytes;
import steward.value.Text;

/// The adapters that answer lines `ret=OK,k=v`: over HTTP, over TLS, and AirBase. Source: the fact
/// sheet, 3 to 5. Immutable.
///
/// @param registered over TLS, for those who have registered with the adapter's key
/// @param password the local password; empty where there is none
record KeyValueDialect(Codes codes, int port, boolean registered, String password)
    implements Dialect {
  static final String BASIC = "basic";
  static final String MODEL = "model";
  static final String CONTROL = "control";
  static final String SENSOR = "sensor";
  static final String WEEK = "week";
  static final String WEEK_HALVES = "week-ex";
  static final String HOLIDAY = "holiday";

  private static final Map<String, String> PATHS =
      Map.of(
          BASIC, "/common/basic_info",
          MODEL, "/aircon/get_model_info",
          CONTROL, "/aircon/get_control_info",
          SENSOR, "/aircon/get_sensor_info",
          WEEK, "/aircon/get_week_power",
          WEEK_HALVES, "/aircon/get_week_power_ex",
          HOLIDAY, "/common/get_holiday");
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Duration WITHIN_TLS = Duration.ofSeconds(30);
  private static final int SHOWN_MAX = 60;
  private static final String EMPTY_PASSWORD = "&lpw=&";

  @Override
  public String title() {
    return registered ? "K/V over TLS" : codes.title();
  }

  @Override
  public Duration within() {
    return registered ? WITHIN_TLS : WITHIN;
  }

  @Override
  public List<String> knock() {
    return List.of(BASIC, CONTROL);
  }

  @Override
  public String control() {
    return CONTROL;
  }

  @Override
  public List<String> often() {
    return List.of(CONTROL, SENSOR);
  }

  @Override
  public List<String> seldom() {
    return List.of(BASIC, MODEL, WEEK, HOLIDAY);
  }

  @Override
  public List<String> pages(Action action) {
    return action.kind() == ActionKind.SPECIAL ? List.of(HOLIDAY, CONTROL) : List.of(CONTROL);
  }

  @Override
  public String instead(String page) {
    return page.equals(WEEK) ? WEEK_HALVES : "";
  }

  @Override
  public HttpRequest request(String page) {
    String path = PATHS.getOrDefault(page, PATHS.getOrDefault(BASIC, "/"));
    return ask("GET", codes.prefix() + path + lpw(path, "?"), "");
  }

  @Override
  public HttpRequest request(Plan.Write write) {
    String path = write.path();
    // AirBase wants its password among the settings, be it empty.
    String whole =
        path.contains(EMPTY_PASSWORD)
            ? path.replace(EMPTY_PASSWORD, "&lpw=" + KeyValues.encoded(password) + "&")
            : path + lpw(path, "&");
    return ask(write.method(), codes.prefix() + whole, write.body());
  }

  /// Only the adapter's first page answers without the local password.
  private String lpw(String path, String mark) {
    return password.isEmpty() || path.equals(PATHS.get(BASIC))
        ? ""
        : mark + "lpw=" + KeyValues.encoded(password);
  }

  private HttpRequest ask(String method, String path, String body) {
    return new HttpRequest("", port, method, path, Adapters.HEADERS, Bytes.utf8(body), within());
  }

  @Override
  public Said hear(String page, HttpResponse answer) {
    Said said = heard(answer);
    if (!(said instanceof Said.Fields(var fields)) || !page.equals(CONTROL)) return said;
    for (String needed : List.of("pow", "mode", "stemp", "shum")) {
      if (!fields.containsKey(needed))
        return new Said.Unlike("its settings came without '" + needed + "'");
    }
    return said;
  }

  @Override
  public Said hearWrite(HttpResponse answer) {
    return heard(answer);
  }

  private static Said heard(HttpResponse answer) {
    if (answer.status() == 403)
      return new Said.Refused(Said.Why.STRANGER, "the adapter refuses us (status 403)");
    if (answer.status() != 200)
      return new Said.Unlike("the adapter answers with status " + answer.status());
    var fields = KeyValues.read(answer.body());
    if (fields.isEmpty() || !fields.get().containsKey("ret"))
      return new Said.Unlike("its answer is no line of fields: " + shown(answer.body().text()));
    String ret = fields.get().get("ret");
    return switch (ret) {
      case "OK" -> new Said.Fields(fields.get());
      case "LPW NG" ->
          new Said.Refused(
              Said.Why.PASSWORD, "the adapter asks for its local password, or it is another one");
      case "ADV NG" ->
          new Said.Refused(
              Said.Why.PARAMETER, "the unit does not take this special mode now (ADV NG)");
      case "PARAM NG" ->
          new Said.Refused(Said.Why.PARAMETER, "the adapter does not take this (PARAM NG)");
      default -> new Said.Refused(Said.Why.PARAMETER, "the adapter answers '" + shown(ret) + "'");
    };
  }

  static String shown(String text) {
    String clean = Text.clean(text);
    return clean.length() <= SHOWN_MAX ? clean : clean.substring(0, SHOWN_MAX - 1) + "…";
  }

  @Override
  public String mac(Picture picture) {
    return picture.text(BASIC, "mac").toUpperCase(Locale.ROOT);
  }

  @Override
  public List<Told> readings(String page, Picture picture) {
    var told = new ArrayList<Told>();
    var unit = new KeyValueUnit(codes, picture);
    switch (page) {
      case CONTROL -> unit.settings(told);
      case HOLIDAY -> unit.special(told);
      case SENSOR -> unit.sensors(told);
      case WEEK, WEEK_HALVES -> unit.energy(told);
      case BASIC -> unit.signal(told);
      default -> {}
    }
    return told;
  }

  @Override
  public Plan plan(Action action, Picture picture) {
    return new KeyValuePlans(codes, picture).plan(action);
  }

  @Override
  public Traits traits(Picture picture) {
    return new KeyValueUnit(codes, picture).traits();
  }

  /// Without the password.
  @Override
  public String toString() {
    return title() + " at port " + port;
  }
}
