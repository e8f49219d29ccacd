package steward.sim.broadlink;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import steward.sim.LocalDevice;
import steward.value.Bytes;

/// A Broadlink device on a loopback address: discovery, authentication, session, watchdog, and all
/// that goes wrong on the way. What it does with a command is its kind's. Thread-safe.
public abstract class BroadlinkDevice implements LocalDevice {
  static final int GOOD = 0;
  static final int LOCKED = -1;
  static final int UNSUPPORTED = -4;
  static final int STRUCTURE = -6;
  static final int EXPIRED = -7;

  private static final int HELLO = 6;
  private static final int KEEP_ALIVE = 1;
  private static final int AUTHENTICATION = 0x65;
  private static final int LENGTH_MAX = 2048;

  private final Vertx vertx;
  private final String address;
  private final Spec spec;
  private final RandomGenerator chance;
  private final Faults faults = new Faults();
  private @Nullable DatagramSocket socket;
  private int port;
  private byte[] key = new byte[16];
  private boolean hasSession;
  private boolean locked;
  private boolean silent;
  private long busyUntil;
  private @Nullable Duration watchdog;
  private Duration starvation = Duration.ZERO;
  private long watched;
  private byte @Nullable [] lastAnswer;
  private int hellos;
  private int keepAlives;
  private int authentications;
  private int reboots;

  BroadlinkDevice(Vertx vertx, String address, Spec spec, long seed) {
    this.vertx = vertx;
    this.address = address;
    this.spec = spec;
    chance = new SplittableRandom(seed);
  }

  /// A payload, or an error without one that counts.
  record Told(int error, Bytes payload) {
    static Told good(byte[] payload) {
      return new Told(GOOD, Bytes.wrap(payload));
    }

    static Told error(int error) {
      return new Told(error, Bytes.wrap(new byte[16]));
    }
  }

  /// Does what a payload asks. Empty where nothing is answered.
  abstract Optional<Told> perform(int command, byte[] payload);

  /// How long it does not listen after this payload.
  Duration busyAfter(byte[] payload) {
    return Duration.ZERO;
  }

  /// On the same port as before, where it had one.
  @Override
  public Future<Void> start() {
    DatagramSocket opened = vertx.createDatagramSocket(new DatagramSocketOptions());
    opened.handler(this::hears);
    return opened.listen(port, address).onSuccess(_ -> began(opened)).mapEmpty();
  }

  private synchronized void began(DatagramSocket opened) {
    socket = opened;
    port = opened.localAddress().port();
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public synchronized int port() {
    return port;
  }

  public Spec spec() {
    return spec;
  }

  /// What of its wrong ways is switched on.
  public Faults faults() {
    return faults;
  }

  @Override
  public synchronized void goSilent() {
    silent = true;
  }

  @Override
  public synchronized void comeBack() {
    silent = false;
    reboot();
  }

  /// Its session is gone, and what it knew of the moment with it.
  public synchronized void reboot() {
    hasSession = false;
    reboots++;
    forget();
  }

  /// What a restart makes it forget.
  void forget() {}

  /// “Lock device” in the maker's app: no new session from now on.
  public synchronized void lock(boolean on) {
    locked = on;
  }

  /// Restarts whenever it heard neither its cloud nor a keep-alive for this long; real ones wait
  /// about three minutes.
  public synchronized void watchdog(Duration after, Duration silence) {
    watchdog = after;
    watch(after, silence);
  }

  private synchronized void watch(Duration after, Duration silence) {
    long mine = ++watched;
    vertx.setTimer(after.toMillis(), _ -> starved(mine, after, silence));
    starvation = silence;
  }

  private synchronized void starved(long mine, Duration after, Duration silence) {
    if (mine != watched || watchdog == null) return;
    reboot();
    silent = true;
    vertx.setTimer(Math.max(1, silence.toMillis()), _ -> woke(after, silence));
  }

  private synchronized void woke(Duration after, Duration silence) {
    silent = false;
    if (watchdog != null) watch(after, silence);
  }

  public synchronized int hellos() {
    return hellos;
  }

  public synchronized int keepAlives() {
    return keepAlives;
  }

  public synchronized int authentications() {
    return authentications;
  }

  public synchronized int reboots() {
    return reboots;
  }

  private synchronized void hears(DatagramPacket packet) {
    byte[] asked = packet.data().getBytes();
    if (silent || asked.length < 48 || asked.length > LENGTH_MAX) return;
    if (chance.nextDouble() < faults.lossShare() || faults.takesLoss()) return;
    boolean isPacket = asked[0] == 0x5a;
    if (!isPacket && asked[0x26] == KEEP_ALIVE) {
      keepAlives++;
      if (watchdog != null) watch(watchdog, starvation);
    } else if (!isPacket && asked[0x26] == HELLO && faults.answersHello()) {
      hellos++;
      say(packet.sender(), hello());
    } else if (isPacket && Wire.isWhole(asked)) {
      command(packet.sender(), asked);
    }
  }

  private void command(SocketAddress from, byte[] asked) {
    long now = System.nanoTime();
    // While it sends it hears nothing.
    if (now < busyUntil) return;
    int command = Wire.word(asked, 0x26);
    if (command == AUTHENTICATION) {
      authentications++;
      answer(from, asked, 0x3e9, authenticated(), Wire.FIRST_KEY);
      return;
    }
    if (!hasSession || faults.takesExpiry()) {
      answer(from, asked, 0x3ee, Told.error(EXPIRED), Wire.FIRST_KEY);
      return;
    }
    byte[] payload = Wire.payload(asked, key);
    if (Wire.sum(payload) != Wire.word(asked, 0x34)) {
      answer(from, asked, 0x3ee, Told.error(STRUCTURE), key);
      return;
    }
    Duration busy = busyAfter(payload);
    busyUntil = now + busy.toNanos();
    perform(command, payload)
        .ifPresent(told -> later(busy, () -> answer(from, asked, 0x3ee, told, key)));
  }

  private Told authenticated() {
    if (locked) return Told.error(LOCKED);
    for (int i = 0; i < key.length; i++) key[i] = (byte) chance.nextInt(256);
    hasSession = true;
    byte[] payload = new byte[32];
    payload[0] = 1;
    System.arraycopy(key, 0, payload, 4, key.length);
    return Told.good(payload);
  }

  private synchronized void answer(
      SocketAddress to, byte[] asked, int command, Told told, byte[] with) {
    byte[] answer = Wire.answer(asked, command, told.error(), told.payload().toArray(), with);
    if (told.error() != GOOD && faults.hasBareErrors())
      answer = Wire.summed(Arrays.copyOf(answer, Wire.HEADER));
    if (faults.takesCorruption()) answer[0x20] ^= 0x55;
    if (faults.takesShortness()) answer = Arrays.copyOf(answer, 0x2f);
    // An older answer, with an older counter, comes before the one that is waited for.
    if (faults.hasLateAnswers() && lastAnswer != null) say(to, lastAnswer);
    say(to, answer);
    if (faults.hasDuplicates()) say(to, answer);
    lastAnswer = answer;
  }

  private void say(SocketAddress to, byte[] datagram) {
    if (chance.nextDouble() < faults.lossShare() || faults.takesAnswerLoss()) return;
    int wait = chance.nextInt(faults.latencyMinMs(), faults.latencyMaxMs() + 1);
    later(Duration.ofMillis(wait), () -> out(to, datagram));
  }

  private synchronized void out(SocketAddress to, byte[] datagram) {
    DatagramSocket open = socket;
    if (open != null && !silent) open.send(Buffer.buffer(datagram), to.port(), to.host());
  }

  private void later(Duration wait, Runnable what) {
    if (wait.toMillis() <= 0) what.run();
    else vertx.setTimer(wait.toMillis(), _ -> what.run());
  }

  /// The name field is as long as it is: a longer name is cut within a character, and what stands
  /// behind a shorter one was never cleared.
  private byte[] hello() {
    if (faults.hasOldHellos()) {
      byte[] old = new byte[48];
      old[0x26] = 7;
      return Wire.summed(old);
    }
    byte[] all = new byte[128];
    for (int i = 0x40; i < 0x7f; i++) all[i] = (byte) chance.nextInt(256);
    all[0x26] = 7;
    Wire.word(all, 0x34, spec.type());
    byte[] mac = Wire.hex(spec.mac());
    for (int i = 0; i < 6; i++) all[0x3a + i] = mac[5 - i];
    String[] figures = address.split("\\.", -1);
    for (int i = 0; i < 4; i++) all[0x36 + i] = (byte) Integer.parseInt(figures[3 - i]);
    byte[] name = spec.name().getBytes(StandardCharsets.UTF_8);
    int length = Math.min(name.length, 0x7f - 0x40);
    System.arraycopy(name, 0, all, 0x40, length);
    if (length < 0x7f - 0x40) all[0x40 + length] = 0;
    all[0x7f] = (byte) (locked ? 1 : 0);
    return Wire.summed(all);
  }

  @Override
  public synchronized void close() {
    watchdog = null;
    DatagramSocket open = socket;
    socket = null;
    if (open != null) open.close();
  }
}
