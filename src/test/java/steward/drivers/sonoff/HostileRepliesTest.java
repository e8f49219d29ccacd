package steward.drivers.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Message;
import steward.value.Bytes;

/// Announcements and answers that were cut, mutated or made to hurt.
class HostileRepliesTest {
  private static final long SEED = 4_2026;
  private static final String STATE =
      "{\"switch\":\"on\",\"switches\":[{\"switch\":\"on\",\"outlet\":0}],\"power\":\"12.5\","
          + "\"voltage_01\":23000,\"white\":{\"br\":50,\"ct\":10},\"ltype\":\"white\",\"rfTrig0\":"
          + "\"2026-01-01T00:00:00Z\",\"fan\":\"on\",\"speed\":2,\"currLocation\":50,\"rssi\":-50}";

  private static Message.Service service(Bytes data) {
    return new Message.Service(
        Announcement.TYPE,
        "eWeLink_1000a0b0c0",
        8081,
        List.of(
            Bytes.utf8("id=1000a0b0c0"),
            Bytes.utf8("type=plug"),
            Bytes.utf8("seq=" + data.hashCode()),
            joined("data1=", data)));
  }

  private static Bytes joined(String key, Bytes data) {
    byte[] name = Bytes.utf8(key).toArray();
    var all = new byte[name.length + data.length()];
    System.arraycopy(name, 0, all, 0, name.length);
    System.arraycopy(data.unsafeArray(), 0, all, name.length, data.length());
    return Bytes.wrap(all);
  }

  private static Bytes mutated(String text, Random random) {
    byte[] bytes = Bytes.utf8(text).toArray();
    for (int i = 0; i < 1 + random.nextInt(6); i++)
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
    return Bytes.of(java.util.Arrays.copyOf(bytes, length));
  }

  private static Talk<?> talk() {
    var family = new SonoffFamily();
    var offer = family.byHand(Binding.of("sonoff", "host", "192.0.2.7", "id", "1000a0b0c0"));
    Talk<?> talk = Talk.with(family, offer, Kept.NOTHING);
    talk.opened();
    return talk;
  }

  @Test
  void nothing_that_is_announced_makes_it_throw_or_grow() {
    var random = new Random(SEED);
    var family = new SonoffFamily();
    Talk<?> talk = talk();
    for (int i = 0; i < 4000; i++) {
      Message.Service said = service(mutated(STATE, random));
      assertThat(family.sight(new Message.Seen("192.0.2.7", said)).flatMap(family::offer))
          .isPresent();
      talk.came(new Message.Seen("192.0.2.7", said));
      assertThat(talk.effects()).hasSizeLessThan(80);
    }
    assertThat(talk.state().toString()).hasSizeLessThan(6000);
  }

  @Test
  void no_mutated_answer_is_ever_taken_for_a_success_of_another_request() {
    var random = new Random(SEED);
    for (int i = 0; i < 1500; i++) {
      Talk<?> talk = talk();
      talk.wants(Action.turnOn());
      String name = ((Message.HttpRequest) talk.sent().getFirst()).name();
      Bytes body = mutated("{\"seq\":3,\"error\":422,\"data\":" + STATE + "}", random);
      int status = random.nextInt(3) == 0 ? 200 + random.nextInt(400) : 200;
      talk.came(new Message.HttpResponse("not-asked", 200, Map.of(), Bytes.utf8("{\"error\":0}")));
      assertThat(talk.effects()).isEmpty();
      talk.came(new Message.HttpResponse(name, status, Map.of(), body));
      boolean accepted =
          talk.effects().stream().anyMatch(e -> e instanceof Effect.Answered a && a.accepted());
      if (accepted)
        assertThat(Documents.object(body).orElseThrow().at("error").wholeOr(-1)).isZero();
      assertThat(talk.effects()).noneMatch(e -> e instanceof Effect.Saw);
    }
  }

  @Test
  void texts_of_an_announcement_are_bounded() {
    var texts = new ArrayList<Bytes>();
    texts.add(Bytes.utf8("id=1000a0b0c0"));
    for (int i = 1; i <= 8; i++) texts.add(Bytes.utf8("data" + i + "=" + "x".repeat(1000)));
    var big = new Message.Service(Announcement.TYPE, "eWeLink_1000a0b0c0", 8081, texts);
    assertThat(Announcement.read(big).orElseThrow().data().isEmpty()).isTrue();
    for (int i = 0; i < 40; i++) texts.add(Bytes.utf8("more=" + i));
    var many = new Message.Service(Announcement.TYPE, "eWeLink_1000a0b0c0", 8081, texts);
    assertThat(Announcement.read(many)).isEmpty();
    var emoji = List.of(Bytes.utf8("\uD83D\uDE00\uD83D\uDE00=1"), Bytes.utf8("="), Bytes.EMPTY);
    var odd = new Message.Service(Announcement.TYPE, "eWeLink_1000a0b0c0", -5, emoji);
    assertThat(Announcement.read(odd).orElseThrow().port()).isEqualTo(8081);
  }

  @Test
  void hubs_and_what_hangs_on_them_are_left_alone() {
    for (String instance : List.of("ihost-1000a0b0c0", "zbbridgeu-1000a0b0c0", "eWeLink_x", "")) {
      var service = new Message.Service(Announcement.TYPE, instance, 80, List.of());
      assertThat(Announcement.read(service)).as(instance).isEmpty();
    }
    var sub =
        new Message.Service(
            Announcement.TYPE,
            "eWeLink_1000a0b0c0",
            8081,
            List.of(Bytes.utf8("id=a480062416a48006")));
    assertThat(Announcement.read(sub)).isEmpty();
  }
}
