package steward.sim.daikin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steward.sim.LocalDevice;
import steward.sim.daikin.Exchange.Answer;

/// A simulated Daikin adapter on a loopback address: HTTP 1.0 that closes after each answer, one
/// connection at a time, and the answer to the search by UDP. Thread-safe.
///
/// Perfect until told otherwise: each quirk has its own method, and [#moody] leaves them to a seed.
public final class DaikinDevice implements LocalDevice {
  private static final String PROBE = "DAIKIN_UDP/common/basic_info";
  private static final int REQUEST_MAX = 64 * 1024;
  private static final int BURST = 4;
  private static final Duration REBOOT = Duration.ofSeconds(40);
  private static final Duration HANG = Duration.ofSeconds(30);

  /// What the firmware speaks.
  public enum Firmware {
    CLASSIC,
    /// The same over TLS, for those who registered with the key of the sticker. The real ones sign
    /// with SHA-1, which Java refuses for a whole process: this one does not, and a test puts a
    /// front before it that does.
    REGISTERED,
    AIRBASE,
    SKYFI,
    DSIOT,
    /// Says who it is, and nothing more.
    CLOUD_ONLY
  }

  private final Vertx vertx;
  private final String address;
  private final int discoveryPort;
  private final Random chance;
  private final Speech.Traits traits;
  private final AirUnit unit = new AirUnit();
  private final Set<NetSocket> connections = new HashSet<>();
  private Firmware firmware;
  private @Nullable KeyCertOptions certificate;
  private @Nullable NetServer server;
  private @Nullable DatagramSocket search;
  private int port;
  private int latencyMillis = 1;
  private int lagMillis = 1;
  private int resets;
  private int hangs;
  private int truncations;
  private int requests;
  private int rebuffs;
  private double moodiness;
  private long silentUntil;
  private boolean silent;

  /// @param address such as `127.0.7.3`
  /// @param discoveryPort where it hears the search; 30050 for a real one, 0 for any
  /// @param seed of all that it leaves to chance
  public DaikinDevice(
      Vertx vertx, String address, int discoveryPort, String mac, Firmware firmware, long seed) {
    this.vertx = vertx;
    this.address = address;
    this.discoveryPort = discoveryPort;
    this.firmware = firmware;
    this.chance = new Random(seed);
    this.traits = new Speech.Traits(mac, chance);
  }

  /// It listens there for HTTP, as a real one does at 80; before its start.
  public DaikinDevice onPort(int http) {
    port = http;
    return this;
  }

  @Override
  public Future<Void> start() {
    var options = new NetServerOptions();
    if (certificate != null) options.setSsl(true).setKeyCertOptions(certificate);
    var http = vertx.createNetServer(options).connectHandler(this::connected);
    var udp = vertx.createDatagramSocket();
    udp.handler(packet -> {
      String asked = packet.data().toString(StandardCharsets.US_ASCII);
      if (asked.equals(PROBE)) found(packet.sender().port(), packet.sender().host());
    });
    server = http;
    search = udp;
    return http.listen(port, address)
        .compose(listening -> {
          port = listening.actualPort();
          return udp.listen(discoveryPort, address);
        })
        .mapEmpty();
  }

  private synchronized void found(int toPort, String to) {
    DatagramSocket socket = search;
    if (socket == null || isSilent() || firmware == Firmware.SKYFI) return;
    // Three of ten answers get lost, others come twice.
    double luck = moodiness > 0 ? chance.nextDouble() : 0.5;
    if (luck < 0.3) return;
    var line = speech(firmware).answer(Exchange.read("GET /common/basic_info", ""));
    String body =
        firmware != Firmware.CLASSIC && firmware != Firmware.DSIOT
            ? new KeyValueSpeech(traits, unit, false, Runnable::run).basic()
            : line.body();
    for (int i = 0; i < (luck > 0.8 ? 2 : 1); i++) {
      var _ = socket.send(Buffer.buffer(body), toPort, to);
    }
  }

  private Speech speech(Firmware spoken) {
    return switch (spoken) {
      case CLASSIC -> new KeyValueSpeech(traits, unit, false, this::later);
      case REGISTERED -> registered(new KeyValueSpeech(traits, unit, false, this::later));
      case AIRBASE -> new KeyValueSpeech(traits, unit, true, this::later);
      case SKYFI -> new SkyFiSpeech(traits, unit, this::later);
      case DSIOT -> new DsiotSpeech(traits, unit, this::later);
      case CLOUD_ONLY ->
          request ->
              request.path().equals("/common/basic_info")
                  ? new KeyValueSpeech(traits, unit, false, this::later).answer(request)
                  : Answer.missing(request.path());
    };
  }

  /// The list of terminals holds one: whoever registers later drives the older one out.
  private Speech registered(Speech inner) {
    return request -> {
      String uuid = request.headers().getOrDefault("x-daikin-uuid", "");
      if (!uuid.matches("[0-9a-f]{32}")) return Answer.forbidden();
      if (request.path().equals("/common/register_terminal")) {
        if (!traits.key.equals(request.parameters().getOrDefault("key", "")))
          return Answer.forbidden();
        traits.registered = uuid;
        return Answer.text("ret=OK");
      }
      return uuid.equals(traits.registered) ? inner.answer(request) : Answer.forbidden();
    };
  }

  /// The certificate of an adapter that speaks TLS; before the start.
  public void certificate(KeyCertOptions own) {
    certificate = own;
  }

  /// Forgets who registered.
  public synchronized void forgetTerminals() {
    traits.registered = "";
  }

  private boolean isSilent() {
    return silent || System.nanoTime() < silentUntil;
  }

  private synchronized void connected(NetSocket socket) {
    boolean isOneTooMany = !connections.isEmpty();
    if (isOneTooMany) rebuffs++;
    if (connections.size() >= BURST) reboot(REBOOT);
    if (isSilent() || isOneTooMany || takes(resets) || moodiness > 0 && luck(0.02)) {
      if (resets > 0 && !isOneTooMany && !isSilent()) resets--;
      var _ = socket.close();
      return;
    }
    connections.add(socket);
    socket.closeHandler(_ -> gone(socket));
    socket.exceptionHandler(_ -> gone(socket));
    var read = Buffer.buffer();
    socket.handler(part -> {
      read.appendBuffer(part);
      if (read.length() > REQUEST_MAX) {
        var _ = socket.close();
      } else {
        whole(read.toString(StandardCharsets.ISO_8859_1), socket);
      }
    });
  }

  private static boolean takes(int count) {
    return count > 0;
  }

  private boolean luck(double share) {
    return chance.nextDouble() < share * moodiness;
  }

  private synchronized void gone(NetSocket socket) {
    connections.remove(socket);
  }

  private void whole(String text, NetSocket socket) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) return;
    var request = Exchange.read(text.substring(0, end), text.substring(end + 4));
    String length = request.headers().getOrDefault("content-length", "0");
    if (request.body().length() < Integer.parseInt(length)) return;
    answer(request, socket);
  }

  private synchronized void answer(Exchange.Request request, NetSocket socket) {
    requests++;
    boolean hangsNow = hangs > 0 || moodiness > 0 && luck(0.01);
    if (hangs > 0) hangs--;
    Answer answer =
        request.headers().containsKey("host")
            ? speech(firmware).answer(request)
            : Answer.forbidden();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean isCut = truncations > 0 || moodiness > 0 && luck(0.01);
    if (truncations > 0) truncations--;
    String head =
        "HTTP/1.0 "
            + answer.status()
            + "\r\nContent-Type: "
            + answer.type()
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    var out = Buffer.buffer(head).appendBytes(body, 0, isCut ? body.length / 2 : body.length);
    long wait = hangsNow ? HANG.toMillis() : Math.max(1, latencyMillis);
    vertx.setTimer(
        wait,
        _ -> {
          if (isOver(socket)) return;
          var _ = socket.end(out);
        });
  }

  /// With its answer a connection is over for the adapter, though it takes a while to close.
  private synchronized boolean isOver(NetSocket socket) {
    connections.remove(socket);
    return isSilent();
  }

  private void later(Runnable change) {
    if (lagMillis <= 0) {
      change.run();
      return;
    }
    vertx.setTimer(
        lagMillis,
        _ -> {
          synchronized (this) {
            change.run();
          }
        });
  }

  /// Somebody uses the remote control, or the weather changes: it shows at once, unannounced.
  public synchronized void byHand(Consumer<AirUnit> hand) {
    hand.accept(unit);
  }

  /// What the unit does, looked at past all protocols.
  public synchronized <T> T see(java.util.function.Function<AirUnit, T> look) {
    return look.apply(unit);
  }

  /// The firmware is updated over night: the same adapter speaks something else, from now on.
  public synchronized void update(Firmware next, String version) {
    firmware = next;
    traits.version = version;
  }

  /// How long an answer takes, and how long until what was set shows.
  public synchronized void slow(Duration latency, Duration lag) {
    latencyMillis = (int) latency.toMillis();
    lagMillis = (int) lag.toMillis();
  }

  /// Breaks the next connections off.
  public synchronized void resetNext(int count) {
    resets = count;
  }

  /// Does not answer the next requests for 30 s.
  public synchronized void hangNext(int count) {
    hangs = count;
  }

  /// Sends half of the next answers.
  public synchronized void cutNext(int count) {
    truncations = count;
  }

  /// Is gone for a while, as after a reboot.
  public synchronized void reboot(Duration gone) {
    silentUntil = System.nanoTime() + gone.toNanos();
    dropAll();
  }

  /// dsiot: refuses the next writes with code 4000, and answers the next requests with HTML.
  public synchronized void refuseNext(int writes, int html) {
    traits.refusals = writes;
    traits.htmls = html;
  }

  /// Asks for a local password, or for that of SkyFi; none when empty.
  public synchronized void password(String password) {
    traits.password = password;
  }

  /// What the device calls itself.
  public synchronized void name(String name) {
    traits.name = name;
  }

  /// Quirks of certain firmware: two vanes apart, `&` in what is echoed, keys in another order each
  /// time, no page of the week.
  public synchronized void odd(
      boolean splitSwing, boolean ampersands, boolean shuffled, boolean withoutWeek) {
    traits.splitSwing = splitSwing;
    traits.ampersands = ampersands;
    traits.shuffled = shuffled;
    traits.fewDays = withoutWeek;
  }

  /// Quirks of dsiot: no goal in the automatic mode, vanes of four bytes.
  public synchronized void oddTrees(boolean withoutAutoGoal, boolean longVanes) {
    traits.withoutAutoGoal = withoutAutoGoal;
    traits.longVanes = longVanes;
  }

  /// Leaves faults to its seed: connections break, answers hang or are cut, searches get lost.
  ///
  /// @param share 0 for none, 1 for as many as on bad Wi-Fi
  public synchronized void moody(double share) {
    moodiness = share;
  }

  /// How many requests it has answered.
  public synchronized int requests() {
    return requests;
  }

  /// How many connections came while another one was open.
  public synchronized int rebuffs() {
    return rebuffs;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public int port() {
    return port;
  }

  /// The port where it hears the search; known once it has started.
  public synchronized int searchPort() {
    DatagramSocket socket = search;
    return socket == null ? 0 : socket.localAddress().port();
  }

  private void dropAll() {
    for (NetSocket socket : Set.copyOf(connections)) {
      var _ = socket.close();
    }
    connections.clear();
  }

  @Override
  public synchronized void goSilent() {
    silent = true;
    dropAll();
  }

  @Override
  public synchronized void comeBack() {
    silent = false;
    silentUntil = System.nanoTime();
  }

  @Override
  public synchronized void close() {
    dropAll();
    if (server != null) {
      var _ = server.close();
    }
    if (search != null) {
      var _ = search.close();
    }
  }
}
