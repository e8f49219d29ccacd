package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.kasa.KasaDevice;
import steward.sim.kasa.KasaDevice.Ports;
import steward.sim.kasa.KasaModel;
import steward.value.Tree;

/// Devices that turn up at another address: followed with proof, asked for without, and believed by
/// nobody where two claim to be one.
class MovedThingTest {
  private static final String MAC = "50C7BF0A0B0C";
  private static final String MAIL = "owner@example.org";
  private static final String PASSWORD = "a-long-random-password";

  @TempDir private Path home;
  private Vertx vertx;
  private RunningHouse house;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
    house = RunningHouse.on(home);
  }

  @AfterEach
  void end() throws Exception {
    house.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private KasaDevice plug(KasaModel model, String address, Ports ports) throws Exception {
    var made = new KasaDevice(vertx, address, model, MAC, "Kettle", ports);
    made.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return made;
  }

  private void bringIn(String binding) {
    var reply =
        house.ask(
            "POST",
            "/things",
            "{\"family\":\"kasa\",\"id\":\"kettle\",\"name\":\"Kettle\",\"room\":\"Hall\",\"binding\":"
                + binding
                + "}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    await().until(() -> state().equals("present"));
  }

  private String state() {
    return house.get("/things/kettle").json().get("status").get("state").text();
  }

  private String bound() {
    return house.house.host().directory().things().iterator().next().binding().part("host");
  }

  private void look(KasaDevice at) {
    look(at, at.ports().old());
  }

  private void look(KasaDevice at, int port) {
    var reply =
        house.ask(
            "POST",
            "/inbox/look",
            "{\"host\":\"%s\",\"port\":%d,\"family\":\"kasa\"}".formatted(at.address(), port));
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
  }

  private List<Tree> inbox() {
    return house.get("/inbox").json().get("items").items();
  }

  private String outcome(String to) {
    return house
        .ask(
            "POST",
            "/things/kettle/perform?wait=10s",
            "{\"action\":\"turn\",\"to\":\"" + to + "\"}")
        .json()
        .get("outcome")
        .text();
  }

  private KasaDevice ownedPlug(String address, int http, String password) throws Exception {
    KasaDevice made = plug(KasaModel.HS100_KLAP, address, new Ports(0, http, 0));
    made.bind(MAIL, password);
    return made;
  }

  private KasaDevice ownedPlugBroughtIn() throws Exception {
    KasaDevice first = ownedPlug("127.0.95.1", 0, PASSWORD);
    bringIn(
        "{\"host\":\"127.0.95.1\",\"mac\":\"%s\",\"protocol\":\"klap\",\"http-port\":\"%d\",\"email\":\"%s\",\"password\":\"%s\"}"
            .formatted(MAC, first.ports().http(), MAIL, PASSWORD));
    return first;
  }

  @Test
  void one_that_proves_itself_with_the_owners_account_is_followed() throws Exception {
    KasaDevice before = ownedPlugBroughtIn();
    before.close();
    KasaDevice after = ownedPlug("127.0.95.2", before.ports().http(), PASSWORD);
    look(after, after.ports().knock());
    await().until(() -> bound().equals("127.0.95.2"));
    assertThat(inbox()).isEmpty();
    await().until(() -> state().equals("present"));
    assertThat(outcome("on")).isEqualTo("confirmed");
    assertThat(after.isOn(0)).isTrue();
    assertThat(house.get("/journal?limit=50").text())
        .contains("is at 127.0.95.2 now, no longer at 127.0.95.1");
  }

  @Test
  void an_impostor_with_another_account_is_not_followed_and_gets_no_command() throws Exception {
    KasaDevice before = ownedPlugBroughtIn();
    before.close();
    KasaDevice impostor = ownedPlug("127.0.95.3", before.ports().http(), "another-password");
    look(impostor, impostor.ports().knock());
    await().until(() -> impostor.handshakes() > 0 && inbox().size() == 1);
    assertThat(bound()).isEqualTo("127.0.95.1");
    assertThat(outcome("on")).isNotEqualTo("confirmed");
    assertThat(impostor.requests()).isZero();
  }

  @Test
  void one_without_a_proof_waits_until_a_person_says_so() throws Exception {
    KasaDevice before = plug(KasaModel.HS110_NEW, "127.0.95.4", Ports.FREE);
    int port = before.ports().old();
    bringIn("{\"host\":\"127.0.95.4\",\"mac\":\"%s\",\"port\":\"%d\"}".formatted(MAC, port));
    before.close();
    KasaDevice after = plug(KasaModel.HS110_NEW, "127.0.95.5", new Ports(port, 0, 0));
    look(after);
    await().until(() -> inbox().size() == 1);
    Tree item = inbox().getFirst();
    assertThat(item.get("moved").get("from").text()).isEqualTo("127.0.95.4");
    assertThat(item.get("moved").get("to").text()).isEqualTo("127.0.95.5");
    assertThat(bound()).isEqualTo("127.0.95.4");
    var reply = house.ask("POST", "/inbox/kasa:" + MAC + "/accept", "{}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    await().until(() -> state().equals("present") && bound().equals("127.0.95.5"));
    assertThat(outcome("on")).isEqualTo("confirmed");
    assertThat(after.isOn(0)).isTrue();
    assertThat(inbox()).isEmpty();
  }

  @Test
  void of_two_that_claim_to_be_one_neither_is_believed() throws Exception {
    KasaDevice first = plug(KasaModel.HS110_NEW, "127.0.95.6", Ports.FREE);
    int port = first.ports().old();
    bringIn("{\"host\":\"127.0.95.6\",\"mac\":\"%s\",\"port\":\"%d\"}".formatted(MAC, port));
    KasaDevice second = plug(KasaModel.HS110_NEW, "127.0.95.7", new Ports(port, 0, 0));
    look(first);
    look(second);
    await()
        .until(() ->
            inbox().size() == 1 && inbox().getFirst().get("warning").text().startsWith("Both"));
    var reply = house.ask("POST", "/inbox/kasa:" + MAC + "/accept", "{}");
    assertThat(reply.status()).as(reply.text()).isBetween(400, 499);
    assertThat(bound()).isEqualTo("127.0.95.6");
  }

  @Test
  void strangers_at_two_addresses_are_not_accepted_as_one_device() throws Exception {
    KasaDevice first = plug(KasaModel.HS110_NEW, "127.0.95.8", Ports.FREE);
    KasaDevice second =
        plug(KasaModel.HS110_NEW, "127.0.95.9", new Ports(first.ports().old(), 0, 0));
    look(first);
    look(second);
    await()
        .until(() ->
            inbox().size() == 1
                && inbox().getFirst().get("warning").text().startsWith("Several addresses"));
    assertThat(house.ask("POST", "/inbox/kasa:" + MAC + "/accept", "{}").status())
        .isBetween(400, 499);
    assertThat(house.house.host().directory().things()).isEmpty();
  }
}
