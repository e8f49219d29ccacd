package steward.drivers.broadlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Property;
import steward.value.Bytes;
import steward.value.Malformed;

/// Whatever comes from a device's address, nothing is thrown, what is kept stays bounded, and no
/// command succeeds that was not obeyed.
class HostileRepliesTest {
  private static final List<Integer> TYPES =
      List.of(0x2737, 0x6026, 0x520c, 0x0, 0x2711, 0x2733, 0x9479, 0x7568, 0x5115, 0x9999);
  private static final String SIGNS = "0123456789abcdefXYZ:-. \u0000";
  private static final List<String> PAYLOADS =
      List.of(
          "08002400000016322d19",
          "0100000016050000",
          "0e0004000000" + Stage.CODE,
          "04000000" + Stage.CODE,
          "09001a00000001b0a80600",
          "0100000001000000",
          "0800fe0105347512",
          "6800000039000000",
          "a5a55a5a00000102090000007b22707772223a317d",
          "01000000" + "ab".repeat(16),
          "");

  @Test
  void no_datagram_makes_the_driver_throw_or_grow() {
    for (int type : TYPES) {
      for (long seed = 1; seed <= 6; seed++) converse(type, seed);
    }
  }

  private static void converse(int type, long seed) {
    var random = new Random(seed * 1_000_003 + type);
    Stage stage = Stage.of(type, "tv/power", "ac/cool-22");
    stage.talk.opened();
    Message asked = Device.datagram(new byte[64]);
    for (int i = 0; i < 1_500; i++) {
      String where = "type 0x%x, seed %d, step %d".formatted(type, seed, i);
      try {
        step(stage, random, asked);
      } catch (RuntimeException e) {
        throw new AssertionError(where, e);
      }
      assertThat(stage.talk.effects().size()).as(where).isLessThan(120);
      if (!stage.talk.sent().isEmpty() && Device.body(stage.sent()).length() > 48)
        asked = stage.sent();
    }
    var state = (Talk) stage.talk.state();
    assertThat(state.codes().all().size()).isLessThanOrEqualTo(Codes.MAX);
    assertThat(state.remotes().size()).isLessThanOrEqualTo(2);
  }

  private static void step(Stage stage, Random random, Message asked) {
    switch (random.nextInt(10)) {
      case 0 -> stage.talk.next();
      case 1 -> stage.talk.wants(random.nextInt(stage.talk.things().size()), wish(random));
      case 2 -> stage.came(mutated(stage.device.hello("Hall"), random));
      case 3 -> stage.came(mutated(stage.device.admits(asked), random));
      case 4 -> stage.came(stage.device.hello("Hall"));
      case 5 -> stage.came(stage.device.admits(asked));
      case 6 -> stage.came(stage.device.fails(asked, -random.nextInt(13)));
      default -> {
        String payload = PAYLOADS.get(random.nextInt(PAYLOADS.size()));
        Bytes changed = changed(Device.hex(payload), random);
        Message answer = stage.device.answers(asked, Stage.figures(changed));
        stage.came(random.nextBoolean() ? answer : mutated(answer, random));
      }
    }
  }

  private static Action wish(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Action.turnOn();
      case 1 -> new Action.Turn(Action.Turn.To.TOGGLE);
      case 2 -> new Action.Tell(steward.thing.ActionKind.SEND, "tv/power");
      case 3 -> new Action.Tell(steward.thing.ActionKind.LEARN, "rf ac/heat-21");
      default -> new Action.Tell(steward.thing.ActionKind.LEARN, "tv/mute");
    };
  }

  private static Bytes changed(Bytes bytes, Random random) {
    byte[] all = bytes.toArray();
    if (all.length == 0) return bytes;
    switch (random.nextInt(4)) {
      case 0 -> all[random.nextInt(all.length)] = (byte) random.nextInt(256);
      case 1 -> all = java.util.Arrays.copyOf(all, random.nextInt(all.length));
      case 2 -> all = java.util.Arrays.copyOf(all, all.length + random.nextInt(1500));
      default -> {}
    }
    return Bytes.wrap(all);
  }

  /// Half of them with a checksum that is right again.
  private static Message mutated(Message message, Random random) {
    byte[] all = changed(Device.body(message), random).toArray();
    if (all.length > 0x22 && random.nextBoolean()) all = Device.summed(all);
    return Device.datagram(all);
  }

  @Test
  void no_mutated_answer_confirms_a_switch_that_did_not_move() {
    var random = new Random(20_261_122L);
    for (int i = 0; i < 2_000; i++) {
      Stage stage = Stage.ready(0x2717);
      stage.talk.wants(Action.turnOn());
      Message asked = stage.sent();
      Message answer = mutated(stage.device.answers(asked, "02"), random);
      stage.came(answer);
      assertThat(stage.talk.saw(Property.SWITCH)).as("answer %d", i).isEmpty();
      assertThat(stage.talk.effects()).noneMatch(e -> e instanceof Effect.Goes).hasSizeLessThan(12);
    }
  }

  @Test
  void no_hello_makes_the_family_throw() {
    var random = new Random(20_261_123L);
    var device = new Device(0x520c);
    for (int i = 0; i < 20_000; i++) {
      Message hello = mutated(device.hello("Schlafzimmer ü"), random);
      Stage.FAMILY
          .sight(new Message.Seen("192.0.2.7", hello))
          .flatMap(Stage.FAMILY::offer)
          .ifPresent(offer ->
              assertThat(offer.things().getFirst().binding().part("host")).isEqualTo("192.0.2.7"));
    }
  }

  @Test
  void no_binding_makes_anything_but_a_malformed_error() {
    var random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--)
        text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
      String part = new String[] {"host", "mac", "port", "type", "like"}[random.nextInt(5)];
      var binding =
          steward.thing.Binding.of(
                  "broadlink", "host", "192.0.2.9", "mac", Device.MAC, "type", "520c")
              .with(part, text.toString());
      try {
        assertThat(Stage.FAMILY.byHand(binding).things()).isNotEmpty();
      } catch (Malformed expected) {
        assertThat(expected).hasMessageContaining("/binding/");
      }
    }
  }
}
