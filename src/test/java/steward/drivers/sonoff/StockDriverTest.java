package steward.drivers.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Sighting;
import steward.driver.Way;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Status;
import steward.value.Bytes;
import steward.value.Word;

/// What a stock device that calls is told, and what it is believed.
class StockDriverTest {
  private static final String ID = "1000aabb01";
  private static final String KEY = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final String OTHER = "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final SonoffFamily FAMILY = new SonoffFamily();

  private static String register(String key) {
    return "{\"userAgent\":\"device\",\"apikey\":\""
        + key
        + "\",\"deviceid\":\""
        + ID
        + "\",\"action\":\"register\",\"version\":2,\"romVersion\":\"1.5.5\",\"model\":\"S20\"}";
  }

  private static Sighting sighting(String name, String text) {
    var said = new Message.WebSocketText(name, text);
    return FAMILY.sight(new Message.Seen("192.0.2.9", said)).orElseThrow();
  }

  private static Offer offer() {
    return FAMILY.offer(sighting("stock", register(KEY))).orElseThrow();
  }

  private static Talk<?> talk(Kept kept) {
    Talk<?> talk = Talk.with(FAMILY, offer(), kept);
    assertThat(talk.opened()).anyMatch(e -> e instanceof Effect.Send(Message.Dial _));
    talk.came(new Message.Opened("stock:1"));
    return talk;
  }

  private static List<Effect> says(Talk<?> talk, String text) {
    return talk.came(new Message.WebSocketText("stock:1", text));
  }

  private static String own(String rest) {
    return "{\"deviceid\":\"" + ID + "\",\"apikey\":\"x\"," + rest + "}";
  }

  private static List<String> texts(Talk<?> talk) {
    return talk.sent().stream()
        .filter(message -> message instanceof Message.WebSocketText)
        .map(message -> ((Message.WebSocketText) message).text())
        .toList();
  }

  private static String sequence(String text) {
    return text.replaceAll(".*\"sequence\":\"(\\d+)\".*", "$1");
  }

  private static Optional<Effect.Stood> stood(List<Effect> effects) {
    return effects.stream()
        .filter(e -> e instanceof Effect.Stood)
        .map(e -> (Effect.Stood) e)
        .findFirst();
  }

  @Test
  void it_is_found_by_its_call_without_its_key() {
    Offer offer = offer();
    assertThat(offer.device().value()).isEqualTo("sonoff:" + ID);
    assertThat(offer.toString()).doesNotContain(KEY);
    assertThat(offer.things().getFirst().firmware()).isEqualTo("1.5.5");
    assertThat(FAMILY.way(Talk.accepted(offer), Kept.NOTHING)).isInstanceOf(Way.None.class);
    assertThat(offer.warning()).contains("apikey");
    Sighting rival =
        sighting("stock", register(KEY)).merge(sighting("stock-rival", register(OTHER)));
    Offer contested = FAMILY.offer(rival).orElseThrow();
    assertThat(contested.warning()).contains("Two units");
    assertThat(contested.things().getFirst().binding().parts()).doesNotContainKey("key-print");
  }

  @Test
  void it_registers_reports_is_switched_and_confirmed_by_its_own_answer() {
    Talk<?> talk = talk(Kept.NOTHING);
    assertThat(stood(says(talk, register(KEY))).orElseThrow().state())
        .isEqualTo(Status.State.PRESENT);
    assertThat(talk.kept().text("device-key")).isEqualTo(KEY);
    assertThat(texts(talk).getFirst()).contains("hbInterval").doesNotContain(KEY);
    says(talk, own("\"action\":\"update\",\"params\":{\"switch\":\"off\",\"rssi\":-31}"));
    assertThat(talk.saw(Property.SWITCH)).contains(Word.OFF);

    talk.wants(new Action.Turn(Action.Turn.To.ON));
    String order = texts(talk).getFirst();
    assertThat(order).contains("\"params\":{\"switch\":\"on\"}");
    says(talk, own("\"error\":0,\"sequence\":\"" + sequence(order) + "\""));
    assertThat(talk.effects()).anyMatch(e -> e instanceof Effect.Answered(_, boolean ok, _) && ok);
    assertThat(talk.readings()).isEmpty();
    String question = texts(talk).getFirst();
    assertThat(question).contains("\"action\":\"query\"");
    says(
        talk,
        own(
            "\"error\":0,\"params\":{\"switch\":\"on\"},\"sequence\":\""
                + sequence(question)
                + "\""));
    assertThat(talk.saw(Property.SWITCH)).contains(Word.ON);
  }

  @Test
  void a_refusal_is_said_and_silence_is_no_success() {
    Talk<?> talk = talk(Kept.NOTHING);
    says(talk, register(KEY));
    talk.wants(new Action.Turn(Action.Turn.To.ON));
    says(talk, own("\"error\":403,\"sequence\":\"" + sequence(texts(talk).getFirst()) + "\""));
    assertThat(talk.effects()).anyMatch(e -> e instanceof Effect.Answered(_, boolean ok, _) && !ok);
    talk.wants(new Action.Turn(Action.Turn.To.ON));
    List<Effect> later = talk.pass(Duration.ofMinutes(2));
    assertThat(later).noneMatch(e -> e instanceof Effect.Answered);
    assertThat(texts(talk)).anyMatch(text -> text.contains("\"query\""));
    for (int i = 0; i < 3; i++) {
      talk.wants(new Action.Turn(Action.Turn.To.ON));
      later = talk.pass(Duration.ofMinutes(1));
    }
    assertThat(talk.state().toString()).doesNotContain(KEY);
  }

  @Test
  void without_a_connection_nothing_is_sent_and_that_is_said() {
    Talk<?> talk = Talk.with(FAMILY, offer(), Kept.NOTHING);
    talk.opened();
    assertThat(talk.wants(new Action.Turn(Action.Turn.To.ON)))
        .anyMatch(e -> e instanceof Effect.Unsent(_, String why) && why.contains("not connected"));
    talk = talk(Kept.NOTHING);
    says(talk, register(KEY));
    var ended = new Message.Failed("stock:1", Message.Failed.Why.BROKEN, "it closed");
    assertThat(stood(talk.came(ended)).orElseThrow().state()).isEqualTo(Status.State.ABSENT);
    assertThat(says(talk, own("\"action\":\"update\",\"params\":{\"switch\":\"on\"}"))).isEmpty();
  }

  @Test
  void another_key_is_not_believed_whether_one_is_kept_or_only_its_print() {
    var kept = new Kept(Map.of("device-key", Bytes.utf8(KEY)));
    for (Kept known : List.of(kept, Kept.NOTHING)) {
      Talk<?> talk = talk(known);
      says(talk, register(OTHER));
      assertThat(texts(talk).getFirst()).contains("\"error\":406");
      assertThat(talk.effects()).noneMatch(e -> e instanceof Effect.Keep);
      says(talk, own("\"action\":\"update\",\"params\":{\"switch\":\"on\"}"));
      assertThat(talk.readings()).isEmpty();
    }
    var things = Talk.accepted(offer());
    var asker = Dispatch.asker(Bytes.utf8(register(KEY))).orElseThrow();
    var forger = Dispatch.asker(Bytes.utf8(register(OTHER))).orElseThrow();
    assertThat(StockIdentity.believes(things, Kept.NOTHING, asker)).isTrue();
    assertThat(StockIdentity.believes(things, Kept.NOTHING, forger)).isFalse();
    assertThat(StockIdentity.believes(things, kept, forger)).isFalse();
    var parts = new TreeMap<>(things.getFirst().binding().parts());
    parts.remove("key-print");
    var bare = things.getFirst().bound(new steward.thing.Binding("sonoff", parts));
    assertThat(StockIdentity.believes(List.of(bare), Kept.NOTHING, asker)).isFalse();
  }

  @Test
  void two_with_its_key_are_an_error_in_words() {
    Talk<?> talk = talk(Kept.NOTHING);
    says(talk, register(KEY));
    var why = "two devices with its id";
    var contested = new Message.Failed("stock:1", Message.Failed.Why.UNTRUSTED, why);
    var stood = stood(talk.came(contested)).orElseThrow();
    assertThat(stood.state()).isEqualTo(Status.State.ERROR);
    assertThat(stood.reason()).isEqualTo(why);
  }

  @Test
  void hostile_texts_neither_throw_nor_switch() {
    var random = new Random(7);
    Talk<?> talk = talk(Kept.NOTHING);
    says(talk, register(KEY));
    talk.wants(new Action.Turn(Action.Turn.To.ON));
    byte[] seed =
        Bytes.utf8(
                own(
                    "\"action\":\"update\",\"params\":{\"switches\":[{\"switch\":\"on\",\"outlet\":0}]}"))
            .toArray();
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = seed.clone();
      for (int k = 0; k < 4; k++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      List<Effect> effects = says(talk, Bytes.wrap(bytes).text());
      assertThat(effects).noneMatch(e -> e instanceof Effect.Answered);
      assertThat(effects).hasSizeLessThan(40);
    }
  }
}
