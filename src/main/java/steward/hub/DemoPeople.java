package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import steward.loop.Fact;
import steward.notice.Reach;
import steward.notice.Reporting;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.User;
import steward.sim.cloud.CloudAuthority;
import steward.sim.post.SimMail;
import steward.sim.post.SimNtfy;
import steward.task.Retry;
import steward.task.TaskRunner;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Channel;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

/// The people of the demo, and the mail and ntfy servers of the simulated house. Thread-safe.
final class DemoPeople implements AutoCloseable {
  private static final String USER = "steward";
  private static final String PASSWORD = "simulated-mail-password";
  private static final String TOKEN = "tk_simulated_ntfy_access_token00";

  private static final String RINGS =
      """
      {"id":"doorbell-tells","name":"The doorbell tells everybody",
       "when":[{"thing":"doorbell","property":"button","becomes":"single"}],
       "perform":[{"things":{"people":"everybody"},"action":"notify","text":"Someone is at the door."}],
       "quiet":"1m"}\
      """;

  private final Vertx vertx = Vertx.vertx();
  private final CloudAuthority authority = new CloudAuthority();
  private final SimMail mail = new SimMail(vertx, authority, USER, PASSWORD);
  private final SimNtfy ntfy = new SimNtfy(vertx, TOKEN);

  private DemoPeople() {}

  /// Starts the servers.
  static DemoPeople start() throws InterruptedException, ExecutionException, TimeoutException {
    var people = new DemoPeople();
    get(people.mail.start(0));
    get(people.ntfy.start(0));
    return people;
  }

  private static <T> T get(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /// What the configuration says of the servers; their secrets go into files of the home folder.
  List<String> settings(Path home) throws IOException {
    Files.createDirectories(home);
    write(home, "demo-mail-password", PASSWORD);
    write(home, "demo-ntfy-token", TOKEN);
    write(home, "demo-mail-authority.pem", authority.pem());
    return List.of(
        "notify.mail.server=smtp://" + USER + "@localhost:" + mail.port(),
        "notify.mail.from=house@simulated.invalid",
        "notify.mail.password-file=demo-mail-password",
        "notify.mail.ca-file=demo-mail-authority.pem",
        "notify.ntfy.server=http://127.0.0.1:" + ntfy.port(),
        "notify.ntfy.token-file=demo-ntfy-token");
  }

  private static void write(Path home, String name, String text) throws IOException {
    Files.writeString(home.resolve(name), text + "\n", StandardCharsets.UTF_8);
  }

  /// Anna lives here: she is told on her pages, by mail and by ntfy; her phone says whether she is
  /// at home. Ben lives here too.
  static void moveIn(StewardHouse house)
      throws InterruptedException, ExecutionException, TimeoutException {
    var accounts = house.doorkeeper().people().accounts();
    Reporting reporting = house.reporting();
    for (String name : List.of("Anna", "Ben")) {
      if (accounts.users().stream().anyMatch(user -> user.name().equals(name))) continue;
      User user = accounts.addUser(name, Role.RESIDENT, Grant.NONE).get(20, TimeUnit.SECONDS);
      String id = user.id().value();
      var phone = new ThingId(id + "-phone");
      boolean hasPhone =
          house.host().directory().thing(phone).filter(Reporting::isPhone).isPresent();
      var reach =
          new Reach(
              id + "@simulated.invalid",
              "house-" + id,
              hasPhone ? List.of(phone) : List.of(),
              List.of(),
              EnumSet.of(Channel.PAGE, Channel.MAIL, Channel.NTFY));
      reporting.put(user, reach).get(20, TimeUnit.SECONDS);
    }
    Demo.put(house, Tree.of(JsonMapper.shared().readValue(RINGS, Map.class)));
    var welcome =
        new Fact.Wanted(
            new Action.Tell(ActionKind.NOTIFY, "Welcome home. This is how the house tells you."),
            Retry.NEVER,
            TaskRunner.VALID_USUAL,
            "");
    for (User user : accounts.users()) {
      Optional<Thing> person = reporting.person(user);
      if (person.isPresent() && user.name().equals("Anna"))
        house.loop().ask(welcome, person.get().id().value(), "local").get(5, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    mail.close();
    ntfy.close();
    var _ = vertx.close();
  }
}
