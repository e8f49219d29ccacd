package steward.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The fake plug does with commands what its test says.
class FakePlugTest {
  private Vertx vertx;
  private Mosquitto broker;
  private Listener listener;
  private FakePlug plug;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Mosquitto.isInstalled(), "needs Mosquitto: apt-get install mosquitto");
    vertx = Vertx.vertx();
    broker = Mosquitto.start();
    listener = new Listener(vertx, broker.port);
    plug = FakePlug.start(vertx, "127.0.0.1", broker.port, "kettle").await();
  }

  @AfterEach
  void stop() throws IOException {
    if (broker == null) return;
    plug.close();
    listener.close();
    vertx.close().await();
    broker.close();
  }

  private void heard(String topic, String text) {
    await().untilAsserted(() -> assertThat(listener.last(topic).orElse("")).contains(text));
  }

  @Test
  void it_announces_itself_and_answers() {
    heard("tasmota/discovery/" + plug.look().mac() + "/config", "\"t\":\"kettle\"");
    listener.say("cmnd/kettle/POWER", "ON");
    heard("stat/kettle/RESULT", "{\"POWER\":\"ON\"}");
    plug.draw(2000);
    heard("tele/kettle/SENSOR", "\"Power\": 2000,");
    assertThat(plug.isOn()).isTrue();
    assertThat(plug.commands()).hasSize(1);
  }

  @Test
  void it_ignores_refuses_lies_and_contradicts_when_told() {
    plug.behave(FakePlug.Manner.REFUSES);
    listener.say("cmnd/kettle/POWER", "ON");
    heard("stat/kettle/RESULT", "Unknown");
    plug.behave(FakePlug.Manner.LIES);
    listener.say("cmnd/kettle/POWER", "ON");
    heard("stat/kettle/POWER", "ON");
    assertThat(plug.isOn()).isFalse();
    plug.behave(FakePlug.Manner.CONTRARY);
    listener.say("cmnd/kettle/POWER", "ON");
    heard("stat/kettle/POWER", "OFF");
    plug.behave(FakePlug.Manner.IGNORES);
    listener.forget();
    listener.say("cmnd/kettle/POWER", "ON");
    await().until(() -> plug.commands().size() == 4);
    assertThat(listener.texts("stat/kettle/RESULT")).isEmpty();
  }

  @Test
  void its_will_speaks_when_it_vanishes_and_it_comes_back() {
    plug.drop();
    heard("tele/kettle/LWT", "Offline");
    plug.connect();
    heard("tele/kettle/LWT", "Online");
    assertThat(plug.connects()).isEqualTo(2);
  }
}
