package steward.drivers.nest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
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
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Udn;

/// What is particular to the Smart Device Management interface: `devices.list`, `devices.get`,
/// `devices.executeCommand`, and events by Pub/Sub where the owner names a subscription. Immutable.
///
/// @param binding of the project
/// @param name what the project is called here
record Cloud(Binding binding, String name) implements Service<Project> {
  static final String TOKENS = "oauth2.googleapis.com";
  static final String DEVICES = "smartdevicemanagement.googleapis.com";
  static final String EVENTS = "pubsub.googleapis.com";

  static final String LIST = "list";
  static final String GET = "get ";
  static final String DO = "do ";
  static final String PULL = "pull";
  static final String ACKNOWLEDGE = "acknowledge";
  private static final String EXECUTE = "execute";
  private static final String JSON = "application/json";

  /// Where a page on this machine would wait for the code; none does, and the owner copies it.
  private static final String REDIRECT = "https://www.google.com";

  /// So long after a command the device is read for its effect.
  static final Duration DOUBT = Duration.ofSeconds(60);

  private static final Duration LIST_EVERY = Duration.ofSeconds(45);
  private static final Duration LIST_BESIDE_EVENTS = Duration.ofMinutes(10);
  private static final Duration PULL_WITHIN = Duration.ofSeconds(100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Override
  public Project start() {
    return Project.NEW;
  }

  @Override
  public SignIn signIn() {
    String client = binding.part(NestFamily.CLIENT);
    var query =
        new Form()
            .with("redirect_uri", REDIRECT)
            .with("access_type", "offline")
            .with("prompt", "consent")
            .with("client_id", client)
            .with("response_type", "code")
            .with("scope", scope());
    String link =
        "https://nestservices.google.com/partnerconnections/" + project() + "/auth?" + query;
    return new SignIn(
        "Google",
        TOKENS,
        "/token",
        client,
        REDIRECT,
        link + " and enter here the code that then stands in the address");
  }

  private String scope() {
    String devices = "https://www.googleapis.com/auth/sdm.service";
    return subscription().isEmpty() ? devices : devices + " https://www.googleapis.com/auth/pubsub";
  }

  private String project() {
    return binding.part(NestFamily.PROJECT);
  }

  private String subscription() {
    return binding.part(NestFamily.SUBSCRIPTION, "");
  }

  /// The resource name of all that is in the project.
  String devices() {
    return "enterprises/" + project() + "/devices";
  }

  @Override
  public Pace.Rhythm rhythm() {
    return new Pace.Rhythm(
        Duration.ofSeconds(60), Duration.ofSeconds(3), 4, Duration.ofMinutes(15));
  }

  /// A little less than Google bears of each user of a project in the sandbox: lists 5, single
  /// devices 10, commands 10 in a minute, and of one command to one device 5.
  @Override
  public Budget budget(String purse) {
    int times =
        switch (purse) {
          case LIST -> 4;
          case "get", EXECUTE -> 9;
          case PULL -> 60;
          default -> 4;
        };
    return Budget.of(new Budget.Limit(times, MINUTE));
  }

  @Override
  public List<Call> look(Project known, Instant now, boolean eager) {
    var calls = new ArrayList<Call>();
    if (eager)
      known
          .doubted()
          .forEach((part, since) -> {
            if (since.plus(DOUBT).isAfter(now)) calls.add(get(part));
          });
    Duration every = subscription().isEmpty() ? LIST_EVERY : LIST_BESIDE_EVENTS;
    if (!known.listedAt().plus(every).isAfter(now))
      calls.add(Call.get(LIST, DEVICES, "/v1/" + devices(), LIST));
    return calls;
  }

  private Call get(String part) {
    return Call.get(GET + part, DEVICES, "/v1/" + devices() + "/" + part, "get");
  }

  Call execute(String part, String command, String params) {
    return Call.post(
        DO + part,
        DEVICES,
        "/v1/" + devices() + "/" + part + ":executeCommand",
        JSON,
        "{\"command\":\"sdm.devices.commands.%s\",\"params\":%s}".formatted(command, params),
        EXECUTE,
        command + " " + part);
  }

  @Override
  public Optional<Call> listen(Project known) {
    if (subscription().isEmpty() || known.listedAt().equals(Instant.EPOCH)) return Optional.empty();
    String path = "/v1/" + subscription() + ":pull";
    return Optional.of(
        Call.post(PULL, EVENTS, path, JSON, "{\"maxMessages\":20}", PULL).within(PULL_WITHIN));
  }

  Call acknowledge(List<String> ids) {
    String listed = String.join("\",\"", ids);
    String path = "/v1/" + subscription() + ":acknowledge";
    return Call.post(ACKNOWLEDGE, EVENTS, path, JSON, "{\"ackIds\":[\"" + listed + "\"]}", PULL)
        .small();
  }

  @Override
  public Project sent(Project known, Call call, Instant now) {
    if (!call.about().startsWith(DO)) return known;
    var doubted = new HashMap<>(known.doubted());
    doubted.values().removeIf(since -> !since.plus(DOUBT).isAfter(now));
    doubted.put(call.about().substring(DO.length()), now);
    return known.doubting(doubted);
  }

  @Override
  public Heard<Project> heard(Project known, Call call, Payload answer, Instant now) {
    String about = call.about();
    if (about.equals(LIST)) return told(new Devices(this, now).listed(known, answer));
    if (about.startsWith(GET))
      return told(new Devices(this, now).one(known, about.substring(GET.length()), answer));
    if (about.equals(PULL)) return told(new Events(this, now).pulled(known, answer));
    return Heard.of(known, List.of());
  }

  /// With what the project has, where that is news, before what is said of it.
  private Heard<Project> told(Heard<Project> heard) {
    var parts = new ArrayList<Description>();
    parts.add(NestFamily.account(binding, name));
    heard
        .known()
        .devices()
        .forEach((part, device) -> Devices.described(this, part, device).ifPresent(parts::add));
    var offer = new Offer(root(), name, parts, "");
    boolean isOld = heard.known().offered().filter(offer::equals).isPresent();
    if (isOld || !heard.fault().isEmpty()) return heard;
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.Learnt(offer));
    effects.addAll(heard.effects());
    return new Heard<>(heard.known().withOffer(offer), effects, heard.more(), "");
  }

  Udn root() {
    return NestFamily.udn(binding);
  }

  @Override
  public Order order(Project known, Udn thing, Action action, Instant now) {
    return Commands.order(this, known, thing, action);
  }
}
