package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.access.Claim;
import steward.access.Sessions;
import steward.api.People;
import steward.hub.RunningHouse.Reply;
import steward.rights.Client;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.UserId;
import steward.sim.FakePlug;
import steward.value.Tree;

/// An activity does what its owner may do at that moment, and no more.
class OwnersOverHttpTest {
  private static final String LEAVE =
      "{\"name\":\"Leave\",\"perform\":[{\"thing\":\"place\",\"action\":\"mode\",\"to\":\"away\"}]}";
  private static final String LIGHT =
      "{\"name\":\"Light\",\"perform\":[{\"thing\":\"lamp\",\"action\":\"turn\",\"to\":\"on\"}]}";
  private static final UserId ANNA = new UserId("anna");

  @TempDir Path home;

  private final Vertx vertx = Vertx.vertx();
  private RunningHouse house;
  private People people;
  private FakePlug plug;
  private String[] master;
  private String[] anna;
  private int asked;

  @BeforeEach
  void begin() {
    house = RunningHouse.on(home);
    String body =
        "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"lamp\"},\"id\":\"lamp\",\"room\":\"Hall\"}";
    assertThat(house.ask("POST", "/things", body).status()).isEqualTo(201);
    String local = LIGHT.replace("Light", "Of the machine");
    assertThat(house.ask("PUT", "/activities/local", local).status()).isEqualTo(201);
    house.close();
    // From here on whoever sits at the machine has to sign in too, as everybody.
    house = RunningHouse.on(home, "access.loopback=off");
    people = house.house.doorkeeper().people();
    String code = people.claim().offer().orElseThrow().code();
    var zone = ZoneId.of("Europe/Vienna");
    people.claim().claim(new Claim.Wish(code, "Master", "Laptop", zone, Optional.empty())).join();
    master = session(people.accounts().clients(new UserId("master")).getFirst(), true);
    people.accounts().addUser("Anna", Role.RESIDENT, Grant.NONE).join();
    anna = annas(false);
    var look = FakePlug.Look.of("lamp").asBare();
    plug = RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", house.house.mqttPort(), look));
    // It says nothing by itself, so the house waits for a sign of life.
    await()
        .until(() -> {
          plug.telemetry();
          return get("/things/lamp").get("status").get("state").text().equals("present");
        });
    await().until(() -> perform("off").contains("confirmed"));
    asked = plug.commands().size();
  }

  private String perform(String to) {
    String body = "{\"action\":\"turn\",\"to\":\"" + to + "\"}";
    return house.ask("POST", "/things/lamp/perform?wait=10s", body, master).text();
  }

  @AfterEach
  void end() {
    plug.close();
    house.close();
    RunningHouse.get(vertx.close());
  }

  private String[] annas(boolean fresh) {
    Client client = people.accounts().addClient(ANNA, "Phone", Client.Kind.BROWSER).join().client();
    return session(client, fresh);
  }

  private String[] session(Client client, boolean fresh) {
    var opened = people.sessions().open(client, Sessions.Via.BROWSER, "test", fresh).join();
    return new String[] {"Authorization", "Bearer " + opened.token()};
  }

  private Tree get(String path) {
    return house.ask("GET", path, "", master).json();
  }

  private void start(String id) {
    assertThat(house.ask("POST", "/activities/" + id + "/start", "", master).status())
        .isEqualTo(200);
  }

  private String outcome() {
    return outcome("lamp");
  }

  private String outcome(String thing) {
    List<Tree> outcomes =
        get("/journal?limit=1&kind=outcome&subject=" + thing).get("items").items();
    return outcomes.isEmpty() ? "" : outcomes.getFirst().get("body").toString();
  }

  @Test
  void a_suspended_owner_s_activity_is_refused_and_disarmed_until_a_master_adopts_it() {
    assertThat(house.ask("PUT", "/activities/light", LIGHT, anna).status()).isEqualTo(201);
    assertThat(get("/activities/light").get("owner").text()).isEqualTo("anna");
    start("light");
    await().until(plug::isOn);
    await().until(() -> outcome().contains("confirmed"));
    int commands = plug.commands().size();

    people.accounts().suspendUser(ANNA, true).join();
    start("light");
    await().until(() -> outcome().contains("its owner, Anna, is suspended"));
    await().until(() -> !get("/activities/light").get("armed").truth());
    assertThat(outcome()).contains("refused");
    assertThat(plug.commands()).hasSize(commands);
    assertThat(get("/activities/light").get("problem").text())
        .isEqualTo("Its owner, Anna, is suspended.");
    assertThat(get("/journal?kind=note&subject=light").toString())
        .contains("“Light” was disarmed: its owner, Anna, is suspended.");
    await().until(() -> house.ask("GET", "/audit", "", master).text().contains("\"activity:light"));

    Reply adopted = house.ask("POST", "/activities/light/adopt", "", master);
    assertThat(adopted.status()).isEqualTo(200);
    assertThat(adopted.json().get("owner").text()).isEqualTo("master");
    start("light");
    await().until(() -> plug.commands().size() > commands);
  }

  @Test
  void who_lost_the_right_or_is_gone_has_nothing_done_either() {
    house.ask("PUT", "/activities/light", LIGHT, anna);
    assertThat(house.ask("PUT", "/activities/leave", LEAVE, anna).status()).isEqualTo(201);
    people.accounts().changeUser(ANNA, Role.MONITOR, Grant.NONE).join();
    start("light");
    await().until(() -> outcome().contains("its owner, Anna, may not do this as a monitor"));
    start("leave");
    await().until(() -> outcome("place").contains("may not do this as a monitor"));
    Tree mode = get("/things/place").get("properties").get("houseMode").get("value");
    assertThat(mode.text()).isEqualTo("home");
    people
        .accounts()
        .changeUser(ANNA, Role.GUEST, new Grant(Set.of("Attic"), List.of(), Set.of()))
        .join();
    start("light");
    await().until(() -> outcome().contains("may not do this as a guest"));
    people.accounts().removeUser(ANNA).join();
    start("light");
    await().until(() -> outcome().contains("its owner, anna, is not there any more"));
    assertThat(plug.isOn()).isFalse();
    assertThat(plug.commands()).hasSize(asked);
  }

  @Test
  void what_was_made_at_the_machine_goes_on_after_the_claim() {
    start("local");
    await().until(plug::isOn);
    assertThat(get("/activities/local").get("armed").truth()).isTrue();
  }

  @Test
  void raw_messages_and_unlocking_ask_for_more_than_to_write() {
    String raw = "{\"name\":\"Raw\",\"perform\":[{\"publish\":\"garden/pump\",\"payload\":\"1\"}]}";
    Reply refused = house.ask("PUT", "/activities/raw", raw, anna);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("the right to manage");
    assertThat(house.ask("PUT", "/activities/raw", raw, master).status()).isEqualTo(201);
    String heard =
        "{\"name\":\"Heard\",\"when\":[{\"topic\":\"garden/x\"}],\"perform\":[{\"wait\":\"1s\"}]}";
    assertThat(house.ask("PUT", "/activities/heard", heard, anna).status()).isEqualTo(403);
    assertThat(house.ask("GET", "/activities/raw", "", anna).status()).isEqualTo(200);
    assertThat(house.ask("POST", "/activities/raw/adopt", "", anna).status()).isEqualTo(403);
    assertThat(house.ask("PUT", "/place", "{\"zone\":\"UTC\"}", anna).status()).isEqualTo(403);
    String group = "{\"name\":\"Hall\",\"members\":{\"room\":\"Hall\"}}";
    assertThat(house.ask("PUT", "/groups/hall", group, anna).status()).isEqualTo(201);
  }

  @Test
  void the_zone_of_the_claim_forgets_nothing_else_of_the_place() {
    await().until(() -> get("/place").get("zone").text().equals("Europe/Vienna"));
    String place =
        "{\"zone\":\"Europe/Zurich\",\"modes\":[\"home\",\"party\"],\"latitude\":47,\"longitude\":8}";
    assertThat(house.ask("PUT", "/place", place, master).status()).isEqualTo(200);
    house.house.settling().claimed("Somebody owns it.", ZoneId.of("Europe/Rome"));
    await().until(() -> get("/place").get("zone").text().equals("Europe/Rome"));
    assertThat(get("/place").get("modes").items())
        .extracting(Tree::text)
        .containsExactly("home", "party");
    assertThat(get("/place").get("latitude").number()).isEqualTo(47);
  }
}
