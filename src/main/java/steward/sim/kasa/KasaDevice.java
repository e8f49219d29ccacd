package steward.sim.kasa;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetServer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import steward.driver.Payload;
import steward.sim.LocalDevice;
import steward.sim.kasa.KasaModel.Speech;
import steward.value.Bytes;

/// A simulated Kasa or Tapo device. It opens its ports on its own loopback address: the old one for
/// TCP and UDP under the same number, the web server, and discovery.
///
/// Its ports are the real ones or any that are free. Thread-safe: what is called is done on the
/// device's own context.
public final class KasaDevice implements LocalDevice {
  private static final int KNOCK_HEADER = 16;

  private final Vertx vertx;
  private final Context context;
  private final String address;
  private final KasaModel model;
  private final Identity identity;
  private final Body body;
  private final KasaSpeech kasa;
  private final TapoSpeech tapo;
  private final XorSide old;
  private final KlapGate gate;
  private final HttpSide http;
  private final Ports wanted;
  private final AtomicLong requests = new AtomicLong();
  private volatile Ports ports = new Ports(0, 0, 0);
  private volatile String owner = "";
  private volatile String knockAnswer = "";
  private volatile boolean klap;
  private boolean silent;
  private @Nullable NetServer xorServer;
  private @Nullable NetServer httpServer;
  private @Nullable DatagramSocket xorDatagrams;
  private @Nullable DatagramSocket knocks;

  /// Its ports; 0 for any that is free.
  ///
  /// @param old of the old cipher, over TCP and UDP
  /// @param http of KLAP
  /// @param knock of discovery
  public record Ports(int old, int http, int knock) {
    /// Any that are free.
    public static final Ports FREE = new Ports(0, 0, 0);

    /// Those of a real device, but for the web server, which nobody but root may open.
    public static final Ports REAL = new Ports(9999, 0, 20_002);
  }

  /// @param address on the loopback network, such as `127.0.7.3`
  /// @param mac twelve upper-case hexadecimal figures
  public KasaDevice(
      Vertx vertx, String address, KasaModel model, String mac, String alias, Ports wanted) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.address = address;
    this.model = model;
    this.identity = Identity.of(mac, alias);
    this.wanted = wanted;
    var random = new Random(mac.hashCode());
    body = new Body(model, random, (millis, task) -> vertx.setTimer(millis, _ -> task.run()));
    kasa = new KasaSpeech(body, identity);
    tapo = new TapoSpeech(body, identity);
    old = new XorSide(vertx, random, model.closes(), text -> spoken(text, false));
    gate = new KlapGate(model.speech() != Speech.KLAP_1, text -> spoken(text, false));
    http = new HttpSide(gate);
    klap = model.speech() != Speech.XOR;
  }

  @Override
  public Future<Void> start() {
    var done = io.vertx.core.Promise.<Void>promise();
    context.runOnContext(_ -> open().onComplete(done));
    return done.future();
  }

  /// A port of TCP that was free may be taken for UDP: then another is tried.
  private Future<Void> open() {
    return openOld(5)
        .compose(port ->
            net(http::serve)
                .listen(wanted.http(), address)
                .compose(server -> {
                  httpServer = server;
                  return openKnocks().map(knock -> new Ports(port, server.actualPort(), knock));
                }))
        .map(opened -> {
          ports = opened;
          return opened;
        })
        .mapEmpty();
  }

  private NetServer net(Consumer<io.vertx.core.net.NetSocket> serves) {
    var options = new io.vertx.core.net.NetServerOptions().setTcpNoDelay(true);
    return vertx
        .createNetServer(options)
        .connectHandler(socket -> {
          if (silent) socket.close();
          else serves.accept(socket);
        });
  }

  private Future<Integer> openOld(int attempts) {
    if (klap) return Future.succeededFuture(0);
    return net(old::serve)
        .listen(wanted.old(), address)
        .compose(server -> {
          DatagramSocket datagrams = vertx.createDatagramSocket();
          return datagrams
              .listen(server.actualPort(), address)
              .map(socket -> {
                xorServer = server;
                xorDatagrams = socket.handler(this::datagram);
                return server.actualPort();
              })
              .recover(fault ->
                  attempts == 0
                      ? Future.failedFuture(fault)
                      : server.close().compose(_ -> openOld(attempts - 1)));
        });
  }

  private Future<Integer> openKnocks() {
    return vertx
        .createDatagramSocket()
        .listen(wanted.knock(), address)
        .map(socket -> {
          knocks = socket.handler(this::knock);
          return socket.localAddress().port();
        });
  }

  private String spoken(String text, boolean cut) {
    requests.incrementAndGet();
    Payload request = Payload.json(Bytes.utf8(text)).orElse(Payload.MISSING);
    boolean tapoSpeaks = model.speech() == Speech.TAPO;
    if (!request.isObject()) return tapoSpeaks ? "{\"error_code\":-1003}" : "{}";
    if (tapoSpeaks) return tapo.answer(request);
    if (request.at("method").text().isPresent()) {
      return "{\"method\":{\"err_code\":-1,\"err_msg\":\"module not support\"}}";
    }
    return kasa.answer(request, cut);
  }

  /// Anybody's command is carried out, and answered.
  private void datagram(DatagramPacket packet) {
    DatagramSocket socket = xorDatagrams;
    if (silent || socket == null) return;
    String text = new String(Cipher9999.decrypt(packet.data().getBytes()), StandardCharsets.UTF_8);
    byte[] answer = Cipher9999.encrypt(spoken(text, true).getBytes(StandardCharsets.UTF_8));
    var _ = socket.send(Buffer.buffer(answer), packet.sender().port(), packet.sender().host());
  }

  private void knock(DatagramPacket packet) {
    DatagramSocket socket = knocks;
    boolean asks = packet.data().length() >= KNOCK_HEADER && packet.data().getByte(0) == 2;
    if (silent || socket == null || !asks || !klap && knockAnswer.isEmpty()) return;
    String json = knockAnswer.isEmpty() ? description() : knockAnswer;
    var _ = socket.send(knockPacket(json), packet.sender().port(), packet.sender().host());
  }

  static Buffer knockPacket(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    var all =
        Buffer.buffer()
            .appendBytes(new byte[] {2, 0, 0, 1})
            .appendShort((short) text.length)
            .appendBytes(new byte[] {17, 0, 0, 0, 0, 1, 0x5a, 0x6b, 0x7c, (byte) 0x8d})
            .appendBytes(text);
    var crc = new CRC32();
    crc.update(all.getBytes());
    return all.setInt(12, (int) crc.getValue());
  }

  private String description() {
    boolean isTapo = model.speech() == Speech.TAPO;
    Map<String, Object> scheme =
        KasaSpeech.object(
            "is_support_https", false, "encrypt_type", "KLAP", "http_port", ports.http());
    if (isTapo) scheme.put("lv", 2);
    else if (model.speech() != Speech.KLAP_1) scheme.put("new_klap", 1);
    boolean bulb = model.look() == KasaModel.Look.BULB;
    String type = isTapo ? "SMART.TAPO" + (bulb ? "BULB" : "PLUG") : "IOT.SMARTPLUGSWITCH";
    return KasaSpeech.text(
        KasaSpeech.object(
            "error_code",
            0,
            "result",
            KasaSpeech.object(
                "device_id",
                identity.id().substring(0, 32),
                "owner",
                owner,
                "device_type",
                type,
                "device_model",
                model.model(),
                "ip",
                "203.0.113.9",
                "mac",
                identity.mac('-'),
                "factory_default",
                owner.isEmpty(),
                "hw_ver",
                model.hardware(),
                "mgt_encrypt_schm",
                scheme)));
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public int port() {
    return klap ? ports.http() : ports.old();
  }

  public Ports ports() {
    return ports;
  }

  public String mac() {
    return identity.mac();
  }

  private void onContext(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  /// Whether the relay of this outlet, from 0, is closed.
  public boolean isOn(int outlet) {
    return body.isOn(outlet);
  }

  /// How many requests it answered, and how many handshakes it began.
  public long requests() {
    return requests.get();
  }

  /// See [#requests].
  public int handshakes() {
    return gate.handshakes();
  }

  /// A hand on the button of this outlet, from 0.
  public void press(int outlet) {
    onContext(() -> body.press(outlet));
  }

  /// Its load draws this much while it is on.
  public void draw(int outlet, double watts) {
    onContext(() -> body.draw(outlet, watts));
  }

  /// Binds it to an account.
  public void bind(String email, String password) {
    owner =
        HexFormat.of()
            .formatHex(KlapGate.digest("MD5", email.getBytes(StandardCharsets.UTF_8)))
            .toUpperCase(Locale.ROOT);
    onContext(() -> gate.bind(email, password));
  }

  /// Changes how it behaves.
  public void behave(Consumer<Manners> change) {
    onContext(() -> change.accept(new Manners(body, kasa, tapo, old, gate, http)));
  }

  /// It answers discovery on its newer port with this text from now on.
  public void knockAnswer(String json) {
    knockAnswer = json;
  }

  /// Its firmware is replaced: the old port refuses from then on, and KLAP begins.
  public Future<Void> updateFirmware() {
    var done = io.vertx.core.Promise.<Void>promise();
    onContext(() -> {
      klap = true;
      closeOld().onComplete(done);
    });
    return done.future();
  }

  private Future<Void> closeOld() {
    old.breakAll();
    NetServer server = xorServer;
    DatagramSocket socket = xorDatagrams;
    xorServer = null;
    xorDatagrams = null;
    if (server == null || socket == null) return Future.succeededFuture();
    return Future.join(server.close(), socket.close()).mapEmpty();
  }

  @Override
  public void goSilent() {
    onContext(() -> {
      silent = true;
      old.breakAll();
    });
  }

  @Override
  public void comeBack() {
    onContext(() -> {
      silent = false;
      gate.forget();
      body.powerCut();
    });
  }

  @Override
  public void close() {
    onContext(() -> {
      var _ = closeOld();
      if (httpServer != null) httpServer.close();
      if (knocks != null) knocks.close();
    });
  }
}
