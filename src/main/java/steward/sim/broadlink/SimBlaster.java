package steward.sim.broadlink;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A blaster for infrared: RM mini 3 or RM4 mini, by its type. It sends, learns what a hand presses
/// in front of it, and measures where its cable is in.
public final class SimBlaster extends BroadlinkDevice {
  private static final int SENT_MAX = 100;
  private static final int NOTHING_YET_NEW = -5;
  private static final int NOTHING_YET_OLD = -10;
  private static final Duration LISTENS = Duration.ofSeconds(30);

  private final boolean isNew;
  private final List<String> sent = new ArrayList<>();
  private boolean cable;
  private double celsius = 22.5;
  private double humidity = 45.25;
  private Duration sending = Duration.ofMillis(60);
  private long listensUntil;
  private int deafPolls;
  private byte[] heard = new byte[0];

  public SimBlaster(Vertx vertx, String address, Spec spec, long seed) {
    super(vertx, address, spec, seed);
    isNew = spec.type() > 0x3000;
  }

  /// Puts the cable with the sensors in, or pulls it.
  public synchronized void cable(boolean in) {
    cable = in;
  }

  public synchronized void climate(double newCelsius, double newHumidity) {
    celsius = newCelsius;
    humidity = newHumidity;
  }

  /// How long a code takes to be sent.
  public synchronized void sendingTakes(Duration time) {
    sending = time;
  }

  /// A hand presses a key of a remote in front of it: whatever it hears while it listens.
  ///
  /// @param afterPolls how often it is asked in vain before
  public synchronized void press(String code, int afterPolls) {
    heard = HexFormat.of().parseHex(code);
    deafPolls = afterPolls;
  }

  /// The codes that went out, in figures; the last 100.
  public synchronized List<String> sent() {
    return List.copyOf(sent);
  }

  public synchronized boolean isListening() {
    return System.nanoTime() < listensUntil;
  }

  @Override
  synchronized void forget() {
    listensUntil = 0;
    heard = new byte[0];
  }

  @Override
  synchronized Duration busyAfter(byte[] payload) {
    return operation(payload) == 2 ? sending : Duration.ZERO;
  }

  /// -1 where the frame is the other family's.
  private int operation(byte[] payload) {
    if (!isNew) return Wire.word(payload, 2) == 0 ? Wire.word(payload, 0) : -1;
    boolean fits = Wire.word(payload, 0) + 2 <= payload.length && Wire.word(payload, 4) == 0;
    return fits && Wire.word(payload, 0) >= 4 ? Wire.word(payload, 2) : -1;
  }

  @Override
  synchronized Optional<Told> perform(int command, byte[] payload) {
    if (!isNew && payload[0] == 0x68) return Optional.of(Told.good(firmware()));
    if (isNew && payload[0] == 0x68 && payload[2] == 0) return Optional.of(Told.good(firmware()));
    return Optional.of(
        switch (operation(payload)) {
          case 1 -> isNew ? Told.error(UNSUPPORTED) : Told.good(data(1, sensors(10)));
          case 2 -> send(payload);
          case 3 -> listen();
          case 4 -> fetch();
          case 0x24 -> isNew ? Told.good(data(0x24, sensors(100))) : Told.error(UNSUPPORTED);
          case -1 -> Told.error(STRUCTURE);
          default -> Told.error(UNSUPPORTED);
        });
  }

  private static byte[] firmware() {
    byte[] payload = new byte[16];
    payload[0] = 0x68;
    Wire.word(payload, 4, 57);
    return payload;
  }

  private byte[] sensors(int parts) {
    if (!cable) return new byte[4];
    byte[] data = new byte[4];
    data[0] = (byte) celsius;
    data[1] = (byte) Math.round((celsius - (byte) celsius) * parts);
    if (parts == 10) return data;
    data[2] = (byte) humidity;
    data[3] = (byte) Math.round((humidity - (byte) humidity) * parts);
    return data;
  }

  private byte[] data(int operation, byte[] data) {
    int before = isNew ? 2 : 0;
    byte[] payload = new byte[before + 4 + data.length];
    if (isNew) Wire.word(payload, 0, 4 + data.length);
    Wire.word(payload, before, operation);
    System.arraycopy(data, 0, payload, before + 4, data.length);
    return payload;
  }

  private Told send(byte[] payload) {
    int begin = isNew ? 6 : 4;
    if (payload.length < begin + 4) return Told.error(STRUCTURE);
    int end = begin + 4 + Wire.word(payload, begin + 2);
    if (end > payload.length) return Told.error(STRUCTURE);
    if (sent.size() == SENT_MAX) sent.removeFirst();
    sent.add(HexFormat.of().formatHex(Arrays.copyOfRange(payload, begin, end)));
    return Told.good(data(2, new byte[0]));
  }

  private Told listen() {
    listensUntil = System.nanoTime() + LISTENS.toNanos();
    return Told.good(data(3, new byte[0]));
  }

  /// The code once; then nothing again.
  private Told fetch() {
    boolean ready = isListening() && heard.length > 0 && deafPolls-- <= 0;
    if (!ready) return Told.error(isNew ? NOTHING_YET_NEW : NOTHING_YET_OLD);
    byte[] code = heard;
    heard = new byte[0];
    listensUntil = 0;
    return Told.good(data(4, code));
  }
}
