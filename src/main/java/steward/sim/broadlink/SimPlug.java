package steward.sim.broadlink;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A plug: SP2 with its meter, or SP4 with JSON and a night light, by its type. A hand can press
/// its button.
public final class SimPlug extends BroadlinkDevice {
  private static final Pattern MEMBER = Pattern.compile("\"([a-z]+)\":(\\d+)");

  private final boolean isJson;
  private boolean relay;
  private boolean light;
  private boolean lies;
  private int brightness = 60;
  private int milliwatts = 60_000;
  private Duration slow = Duration.ZERO;

  public SimPlug(Vertx vertx, String address, Spec spec, long seed) {
    super(vertx, address, spec, seed);
    isJson = spec.type() >= 0x7530;
  }

  /// A hand presses its button.
  public synchronized void press() {
    relay = !relay;
  }

  public synchronized boolean isOn() {
    return relay;
  }

  public synchronized boolean isLit() {
    return light;
  }

  public synchronized int brightness() {
    return brightness;
  }

  /// What is plugged in takes this much while it is on.
  public synchronized void load(int newMilliwatts) {
    milliwatts = newMilliwatts;
  }

  /// From now on it says that it obeys, and does not.
  public synchronized void lie(boolean on) {
    lies = on;
  }

  /// It hears nothing for this long after each command.
  public synchronized void slow(Duration time) {
    slow = time;
  }

  @Override
  synchronized Duration busyAfter(byte[] payload) {
    return slow;
  }

  @Override
  synchronized Optional<Told> perform(int command, byte[] payload) {
    if (payload[0] == 0x68) {
      byte[] firmware = new byte[16];
      Wire.word(firmware, 4, 20);
      return Optional.of(Told.good(firmware));
    }
    return Optional.of(isJson ? json(payload) : bits(payload));
  }

  private Told bits(byte[] payload) {
    byte[] answer = new byte[16];
    answer[0] = payload[0];
    switch (payload[0]) {
      case 1 -> answer[4] = (byte) ((relay ? 1 : 0) | (light ? 2 : 0));
      case 2 -> {
        if (!lies) relay = (payload[4] & 1) != 0;
      }
      case 4 -> {
        int now = relay ? milliwatts : 0;
        Wire.word(answer, 4, now);
        answer[6] = (byte) (now >>> 16);
      }
      default -> {
        return Told.error(UNSUPPORTED);
      }
    }
    return Told.good(answer);
  }

  private Told json(byte[] payload) {
    if (payload.length < 12 || Wire.word(payload, 0) != 0xa5a5) return Told.error(STRUCTURE);
    int length = Wire.word(payload, 8);
    if (12 + length > payload.length) return Told.error(STRUCTURE);
    byte[] bare = Arrays.copyOf(payload, 12 + length);
    Wire.word(bare, 4, 0);
    if (Wire.sum(bare) != Wire.word(payload, 4)) return Told.error(STRUCTURE);
    if (payload[6] == 2) set(new String(payload, 12, length, StandardCharsets.US_ASCII));
    return Told.good(document());
  }

  private void set(String json) {
    if (lies) return;
    Matcher member = MEMBER.matcher(json);
    while (member.find()) {
      int number = Integer.parseInt(member.group(2));
      switch (member.group(1)) {
        case "pwr" -> relay = number != 0;
        case "ntlight" -> light = number != 0;
        case "ntlbrightness" -> brightness = number;
        default -> {
          // As the real one: what it does not know it does not mention.
        }
      }
    }
  }

  /// It measures no voltage: -1 stands for what is not there.
  private byte[] document() {
    String json =
        ("{\"pwr\":%d,\"ntlight\":%d,\"ntlbrightness\":%d,\"indicator\":1,\"maxworktime\":0,"
                + "\"childlock\":0,\"volt\":-1,\"power\":%d}")
            .formatted(relay ? 1 : 0, light ? 1 : 0, brightness, relay ? milliwatts : 0);
    byte[] text = json.getBytes(StandardCharsets.US_ASCII);
    byte[] payload = new byte[12 + text.length];
    Wire.word(payload, 0, 0xa5a5);
    Wire.word(payload, 2, 0x5a5a);
    payload[6] = 1;
    payload[7] = 0x0b;
    Wire.word(payload, 8, text.length);
    System.arraycopy(text, 0, payload, 12, text.length);
    Wire.word(payload, 4, Wire.sum(payload));
    return payload;
  }
}
