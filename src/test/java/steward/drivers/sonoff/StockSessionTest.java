package steward.drivers.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import steward.driver.Payload;
import steward.drivers.sonoff.StockSession.Happened;
import steward.value.Bytes;

class StockSessionTest {
  private static final Instant NOW = Instant.parse("2026-11-21T18:00:00.123Z");
  private static final UUID SESSION = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final String OWN = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final StockSession.Known NEW = _ -> Optional.empty();
  private static final String REGISTER =
      "{\"userAgent\":\"device\",\"apikey\":\""
          + OWN
          + "\",\"deviceid\":\"1000aabb01\",\"action\":\"register\",\"version\":2,"
          + "\"romVersion\":\"1.5.5\",\"model\":\"ITA-GZ1-GL\",\"ts\":970}";

  private static String says(String rest) {
    return "{\"userAgent\":\"device\",\"apikey\":\""
        + SESSION
        + "\",\"deviceid\":\"1000aabb01\","
        + rest
        + "}";
  }

  private static StockSession registered() {
    return StockSession.begin(SESSION, NOW).said(REGISTER, NEW, NOW).session();
  }

  @Test
  void it_registers_and_gets_a_key_of_the_session() {
    var move = StockSession.begin(SESSION, NOW).said(REGISTER, NEW, NOW);
    assertThat(move.send())
        .containsExactly(
            "{\"error\":0,\"deviceid\":\"1000aabb01\",\"apikey\":\""
                + SESSION
                + "\",\"config\":{\"hb\":1,\"hbInterval\":145}}");
    assertThat(move.happened()).singleElement().isInstanceOf(Happened.Registered.class);
    assertThat(move.toString()).doesNotContain(OWN);
    assertThat(move.session().toString()).doesNotContain(OWN).doesNotContain(SESSION.toString());
  }

  @Test
  void a_known_device_must_have_its_own_key() {
    var move =
        StockSession.begin(SESSION, NOW).said(REGISTER, _ -> Optional.of("another-key"), NOW);
    assertThat(move.send()).containsExactly("{\"error\":406,\"deviceid\":\"1000aabb01\"}");
    assertThat(move.session().asker()).isEmpty();
    assertThat(
            StockSession.begin(SESSION, NOW).said(REGISTER, _ -> Optional.of(OWN), NOW).session())
        .extracting(s -> s.asker().isPresent())
        .isEqualTo(true);
  }

  @Test
  void its_questions_are_answered() {
    StockSession session = registered();
    assertThat(session.said(says("\"action\":\"date\""), NEW, NOW).send().getFirst())
        .endsWith(",\"date\":\"2026-11-21T18:00:00.123Z\"}");
    assertThat(session.said(says("\"action\":\"query\",\"params\":[\"timers\"]"), NEW, NOW).send())
        .first()
        .asString()
        .endsWith(",\"params\":0}");
    var update =
        session.said(says("\"action\":\"update\",\"params\":{\"switch\":\"off\"}"), NEW, NOW);
    assertThat(update.happened())
        .singleElement()
        .isInstanceOfSatisfying(
            Happened.Reported.class,
            r -> assertThat(r.params().at("switch").textOr("")).isEqualTo("off"));
    assertThat(session.said("ping", NEW, NOW).send()).containsExactly("pong");
    assertThat(session.said(says("\"action\":\"format\""), NEW, NOW).send().getFirst())
        .startsWith("{\"error\":400");
  }

  @Test
  void what_we_send_is_acknowledged_by_its_sequence_or_lost() {
    var sent = registered().put("{\"switch\":\"on\"}", NOW);
    String sequence = sent.session().unanswered().firstEntry().getKey();
    assertThat(sent.send().getFirst())
        .contains("\"sequence\":\"" + NOW.toEpochMilli() + "\"")
        .contains("\"params\":{\"switch\":\"on\"}");
    var second = sent.session().put("{\"switch\":\"off\"}", NOW);
    assertThat(second.session().unanswered()).hasSize(2);
    var taken =
        second.session().said(says("\"error\":0,\"sequence\":\"" + sequence + "\""), NEW, NOW);
    assertThat(taken.happened()).containsExactly(new Happened.Acknowledged(sequence, 0));
    assertThat(taken.send()).isEmpty();
    var late = taken.session().late(NOW.plus(StockSession.ANSWER_WITHIN));
    assertThat(late.happened()).hasSize(1).allMatch(h -> h instanceof Happened.LostSequence);
    assertThat(late.session().unanswered()).isEmpty();
  }

  @Test
  void nothing_is_sent_before_it_registered_or_when_too_much_is_unanswered() {
    assertThat(StockSession.begin(SESSION, NOW).put("{}", NOW).send()).isEmpty();
    StockSession session = registered();
    for (int i = 0; i < 20; i++) session = session.put("{}", NOW).session();
    assertThat(session.unanswered()).hasSize(StockSession.UNANSWERED_MAX);
  }

  @Test
  void hostile_texts_change_nothing() {
    var random = new Random(11);
    StockSession session = registered();
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = Bytes.utf8(says("\"action\":\"update\",\"params\":{\"a\":1}")).toArray();
      for (int k = 0; k < 5; k++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      session = session.said(Bytes.wrap(bytes).text(), NEW, NOW).session();
    }
    assertThat(session.asker().orElseThrow().id()).isEqualTo("1000aabb01");
    assertThat(session.unanswered()).isEmpty();
  }

  @Test
  void the_dispatch_names_this_house() {
    assertThat(Dispatch.asker(Bytes.utf8(REGISTER)).orElseThrow().model()).isEqualTo("ITA-GZ1-GL");
    assertThat(Dispatch.asker(Bytes.utf8("{\"deviceid\":\"x\"}"))).isEmpty();
    assertThat(Dispatch.answer("192.0.2.5", 8443))
        .isEqualTo("{\"error\":0,\"reason\":\"ok\",\"IP\":\"192.0.2.5\",\"port\":8443}");
  }

  @Test
  void the_pairing_names_the_house_and_quotes_the_password() {
    assertThat(String.join(" ", StockPairing.steps("192.0.2.5", 8443)))
        .contains("\"serverName\":\"192.0.2.5\",\"port\":8443}' http://10.10.7.1/ap")
        .contains("ITEAD-1000");
    assertThat(StockPairing.access("Home", "a\"b\\c", "192.0.2.5", 8443))
        .isEqualTo(
            "{\"version\":4,\"ssid\":\"Home\",\"password\":\"a\\\"b\\\\c\",\"serverName\":"
                + "\"192.0.2.5\",\"port\":8443}");
  }

  /// Plays what the device said in a real session, and compares what we answer with what its cloud
  /// did.
  @Test
  void a_real_session_goes_the_same_way() throws IOException {
    Path file = Path.of("../shared/protocols/fixtures/sonoff/cloud_session_1.5.5.jsonl");
    Assumptions.assumeTrue(Files.exists(file), "the shared session is not beside this tree");
    var session = StockSession.begin(UUID.fromString("22222222-2222-4222-8222-222222222222"), NOW);
    int reports = 0;
    for (String line : Files.readAllLines(file)) {
      Payload said = Payload.json(Bytes.utf8(line)).orElseThrow();
      String text = said.at("text").textOr("");
      if (!said.at("channel").textOr("").equals("WS") || !said.at("from").textOr("").equals("dev"))
        continue;
      if (text.contains("sequence")) {
        var sent = session.put("{\"switch\":\"on\"}", NOW);
        String sequence = sent.session().unanswered().lastEntry().getKey();
        text = text.replaceAll("\"sequence\": \"\\d+\"", "\"sequence\": \"" + sequence + "\"");
        session = sent.session();
      }
      var move = session.said(text, NEW, NOW);
      session = move.session();
      assertThat(move.happened()).as(text).noneMatch(h -> h instanceof Happened.Unread);
      if (!move.send().isEmpty())
        assertThat(move.send().getFirst()).as(text).startsWith("{\"error\":0,\"deviceid\":\"1000");
      reports += (int) move.happened().stream().filter(h -> h instanceof Happened.Reported).count();
    }
    assertThat(reports).isEqualTo(2);
    assertThat(session.unanswered()).isEmpty();
  }
}
