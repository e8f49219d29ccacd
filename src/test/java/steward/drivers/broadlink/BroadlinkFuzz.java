package steward.drivers.broadlink;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import steward.driver.Effect;
import steward.driver.Sighting;
import steward.fuzz.FuzzTarget;
import steward.thing.Message;
import steward.value.Bytes;

/// What a Broadlink device sends. The first byte of an input says which device, the second how it
/// comes: as a datagram, as one with a right checksum, or sealed as a payload.
public final class BroadlinkFuzz implements FuzzTarget {
  private static final List<Integer> TYPES =
      List.of(0x2737, 0x6026, 0x520c, 0x0, 0x2711, 0x2733, 0x9479, 0x7568, 0x5115, 0x9999);
  private static final int DATAGRAM = 0;
  private static final int SUMMED = 1;
  private static final int EFFECTS_MAX = 120;

  @Override
  public String name() {
    return "broadlink";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        seed(2, DATAGRAM, body(new Device(0x520c).hello("Hall"))),
        seed(0, SUMMED, body(new Device(0x2737).hello("Hall"))),
        seed(0, 2, HexFormat.of().parseHex("0100000016050000")),
        seed(2, 2, HexFormat.of().parseHex("08002400000016322d19")),
        seed(2, 2, HexFormat.of().parseHex("0e0004000000" + Stage.CODE)),
        seed(6, 2, HexFormat.of().parseHex("0800fe0105347512")),
        seed(7, 2, HexFormat.of().parseHex("a5a55a5a00000102090000007b22707772223a317d")));
  }

  private static byte[] body(Message message) {
    return Device.body(message).toArray();
  }

  private static byte[] seed(int type, int how, byte[] body) {
    byte[] seed = new byte[2 + body.length];
    seed[0] = (byte) type;
    seed[1] = (byte) how;
    System.arraycopy(body, 0, seed, 2, body.length);
    return seed;
  }

  @Override
  public void take(byte[] input) {
    if (input.length < 2) return;
    byte[] body = Arrays.copyOfRange(input, 2, input.length);
    if (body.length > Packet.LENGTH_MAX) return;
    Stage stage = Stage.of(TYPES.get((input[0] & 0xff) % TYPES.size()), "tv/power");
    switch (input[1] & 3) {
      case DATAGRAM -> strange(stage, Device.datagram(body));
      case SUMMED -> {
        byte[] roomy = Arrays.copyOf(body, Math.max(body.length, 0x30));
        strange(stage, Device.datagram(Device.summed(roomy)));
      }
      default -> answered(stage, body);
    }
  }

  private static void strange(Stage stage, Message message) {
    Stage.FAMILY.sight(new Message.Seen("192.0.2.9", message)).ifPresent(BroadlinkFuzz::offered);
    stage.talk.opened();
    taken(stage, message);
    stage.polls();
    taken(stage, message);
  }

  private static void offered(Sighting sighting) {
    var _ = Stage.FAMILY.offer(sighting);
  }

  /// Answers whatever the device is asked with the same.
  private static void answered(Stage stage, byte[] payload) {
    stage.talk.opened();
    stage.polls();
    stage.came(stage.device.hello("Hall"));
    stage.came(stage.device.admits(stage.sent()));
    String figures = Stage.figures(Bytes.wrap(payload));
    for (int i = 0; i < 6 && !stage.talk.sent().isEmpty(); i++)
      taken(stage, stage.device.answers(stage.sent(), figures));
  }

  private static void taken(Stage stage, Message message) {
    List<Effect> effects = stage.came(message);
    FuzzTarget.mustHold(effects.size() < EFFECTS_MAX, effects.size() + " effects");
  }
}
