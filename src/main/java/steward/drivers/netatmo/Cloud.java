package steward.drivers.netatmo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import steward.driver.Effect;
import steward.driver.Offer;
import steward.driver.Pace;
import steward.driver.Payload;
import steward.driver.cloud.Budget;
import steward.driver.cloud.Call;
import steward.driver.cloud.Form;
import steward.driver.cloud.Heard;
import steward.driver.cloud.Order;
import steward.driver.cloud.Service;
import steward.driver.cloud.SignIn;
import steward.driver.cloud.Verdict;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Message;
import steward.thing.Udn;

/// What is particular to Netatmo's interface: `getstationsdata` for weather, `homesdata`,
/// `homestatus` and `setroomthermpoint` for rooms. Immutable.
///
/// @param binding of the account
/// @param name what the account is called here
record Cloud(Binding binding, String name) implements Service<Account> {
  static final String HOST = "api.netatmo.com";
  static final String STATIONS = "getstationsdata";
  static final String HOMES = "homesdata";
  static final String STATUS = "homestatus";
  static final String SET = "setroomthermpoint";
  private static final String PURSE = "user";

  /// Stations send what they measured every ten minutes.
  private static final Duration STATIONS_EVERY = Duration.ofMinutes(5);

  private static final Duration HOMES_EVERY = Duration.ofHours(1);
  private static final Duration STATUS_EVERY = Duration.ofSeconds(45);

  /// Netatmo bears 50 requests in 10 s and 500 in an hour for each of its users, who may have other
  /// programs that ask.
  private static final Budget BUDGET =
      Budget.of(
          new Budget.Limit(40, Duration.ofSeconds(10)), new Budget.Limit(400, Duration.ofHours(1)));

  private static final int TOKEN_INVALID = 2;
  private static final int TOKEN_EXPIRED = 3;
  private static final int USAGE_REACHED = 26;

  @Override
  public Account start() {
    return Account.NEW;
  }

  @Override
  public SignIn signIn() {
    return new SignIn(
        "Netatmo",
        HOST,
        "/oauth2/token",
        binding.part(NetatmoFamily.CLIENT),
        "",
        "dev.netatmo.com (token generator of your app), and enter the new refresh token here");
  }

  @Override
  public Pace.Rhythm rhythm() {
    return new Pace.Rhythm(
        Duration.ofSeconds(60), Duration.ofSeconds(2), 5, Duration.ofMinutes(15));
  }

  @Override
  public Budget budget(String purse) {
    return BUDGET;
  }

  @Override
  public List<Call> look(Account known, Instant now, boolean eager) {
    if (eager) return status(known);
    var calls = new ArrayList<Call>();
    if (isDue(known.stationsAt(), STATIONS_EVERY, now)) calls.add(read(STATIONS, "").small());
    // What is in a home brings the question for its state with it.
    if (isDue(known.homesAt(), HOMES_EVERY, now)) calls.add(read(HOMES, "").small());
    else if (isDue(known.statusAt(), STATUS_EVERY, now)) calls.addAll(status(known));
    return calls;
  }

  private static boolean isDue(Instant last, Duration every, Instant now) {
    return !last.plus(every).isAfter(now);
  }

  static List<Call> status(Account known) {
    return known.homes().stream()
        .map(home -> read(STATUS, "?home_id=" + Form.encoded(home.id())))
        .toList();
  }

  private static Call read(String what, String query) {
    return Call.get(what, HOST, "/api/" + what + query, PURSE);
  }

  @Override
  public Heard<Account> heard(Account known, Call call, Payload answer, Instant now) {
    Payload body = answer.at("body");
    return switch (call.about()) {
      case STATIONS ->
          body.at("devices").isList()
              ? told(Stations.heard(this, known, body, now))
              : wrong(known, call);
      case HOMES ->
          body.at("homes").isList()
              ? told(Rooms.listed(this, known, body, now))
              : wrong(known, call);
      case STATUS ->
          body.at("home").isObject() ? Rooms.heard(this, known, body, now) : wrong(known, call);
      default ->
          answer.at("status").textOr("").equals("ok")
              ? Heard.of(known, List.of())
              : wrong(known, call);
    };
  }

  private static Heard<Account> wrong(Account known, Call call) {
    return Heard.wrong(known, "the answer of its cloud to " + call.about() + " cannot be read");
  }

  /// With what the account has, where that is news, before what is said of it.
  private Heard<Account> told(Heard<Account> heard) {
    Account known = heard.known();
    var parts = new ArrayList<Description>();
    parts.add(NetatmoFamily.account(binding, name));
    parts.addAll(known.modules().values());
    parts.addAll(known.rooms().values());
    var offer = new Offer(root(), name, parts, "");
    if (known.offered().filter(offer::equals).isPresent()) return heard;
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.Learnt(offer));
    effects.addAll(heard.effects());
    return new Heard<>(known.withOffer(offer), effects, heard.more(), heard.fault());
  }

  Udn root() {
    return NetatmoFamily.udn(binding);
  }

  @Override
  public Account refused(Account known, Call call, Instant now) {
    return switch (call.about()) {
      case STATIONS -> known.withStations(known.modules(), known.measured(), now);
      case HOMES -> known.withHomes(known.homes(), known.rooms(), now);
      default -> known;
    };
  }

  @Override
  public Order order(Account known, Udn thing, Action action, Instant now) {
    return Rooms.order(known, thing, action);
  }

  static Call set(Form form) {
    return Call.post(
        SET, HOST, "/api/" + SET, "application/x-www-form-urlencoded", form.toString(), PURSE);
  }

  /// Netatmo says by 403 what others say by 401 and 429.
  @Override
  public Verdict verdict(Message.HttpResponse answer) {
    Verdict plain = Verdict.of(answer.status());
    if (plain != Verdict.REFUSED) return plain;
    Payload error = Payload.json(answer.body()).orElse(Payload.MISSING).at("error");
    OptionalDouble code = error.at("code").number();
    if (code.isEmpty()) return plain;
    return switch ((int) code.getAsDouble()) {
      case TOKEN_INVALID, TOKEN_EXPIRED -> Verdict.EXPIRED;
      case USAGE_REACHED -> Verdict.LIMITED;
      default -> plain;
    };
  }
}
