package steward.mqtt;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a CONNECT comes to: the identifier, session, will and keep-alive it is given, and what the
/// CONNACK says of them. Confined to the broker's loop.
final class Reception {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Core core;
  private final Packet.Connect connect;
  private final boolean isAssigned;
  private final String clientId;
  private final int keepAlive;

  Reception(Core core, Packet.Connect connect) {
    this.core = core;
    this.connect = connect;
    this.isAssigned = connect.clientId().isEmpty();
    this.clientId = isAssigned ? newId() : connect.clientId();
    long most = core.settings.keepAliveAtMost().toSeconds();
    boolean isTooLong = most > 0 && (connect.keepAlive() == 0 || connect.keepAlive() > most);
    // only version 5 can be told another one
    this.keepAlive = isTooLong && isFive() ? (int) Math.min(most, 65_535) : connect.keepAlive();
  }

  private static String newId() {
    var bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return "auto-" + HexFormat.of().formatHex(bytes);
  }

  private boolean isFive() {
    return connect.version().isFive();
  }

  /// Why the client identifier cannot be taken.
  Optional<String> objection() {
    if (isAssigned && !isFive() && !connect.clean()) {
      return Optional.of("an empty client identifier needs a clean session");
    }
    if (clientId.indexOf(Peer.PART) >= 0 || connect.user().indexOf(Peer.PART) >= 0)
      return Optional.of("the client identifier must not contain U+0001");
    int length = clientId.getBytes(StandardCharsets.UTF_8).length;
    int most = core.limits.clientIdBytes();
    return length > most
        ? Optional.of("the client identifier has " + length + " bytes; " + most + " are allowed")
        : Optional.empty();
  }

  String clientId() {
    return clientId;
  }

  boolean isClean() {
    return connect.clean();
  }

  long expirySeconds() {
    if (isFive()) return core.sessions.granted(askedExpiry());
    return connect.clean() ? 0 : core.sessions.granted(Sessions.forever());
  }

  private long askedExpiry() {
    return connect.properties().number(Property.SESSION_EXPIRY, 0);
  }

  /// Milliseconds of silence after which the client is taken for gone: one and a half times the
  /// keep-alive.
  long silenceAllowed() {
    return keepAlive == 0 ? Publication.NEVER : keepAlive * 1_500L;
  }

  @Nullable Publication will(long now) {
    var will = connect.will();
    if (will == null) return null;
    long expiry = will.properties().number(Property.MESSAGE_EXPIRY, -1);
    return new Publication(
        will.topic(),
        will.topic().getBytes(StandardCharsets.UTF_8),
        will.payload(),
        will.qos(),
        will.retain(),
        will.properties().forwarded(),
        expiry < 0 ? Publication.NEVER : now + expiry * 1000);
  }

  long willDelay() {
    var will = connect.will();
    return will == null ? 0 : will.properties().number(Property.WILL_DELAY, 0);
  }

  /// The properties of the CONNACK: only what differs from what the client takes for granted.
  byte[] properties() {
    var out = new PacketWriter();
    if (!isFive()) return out.take();
    if (expirySeconds() != askedExpiry()) out.number(Property.SESSION_EXPIRY, expirySeconds());
    out.number(Property.RECEIVE_MAXIMUM, core.limits.receiveMaximum());
    out.number(Property.MAXIMUM_PACKET_SIZE, core.limits.packetBytes());
    if (isAssigned) out.text(Property.ASSIGNED_CLIENT_ID, clientId);
    if (core.limits.topicAliases() > 0)
      out.number(Property.TOPIC_ALIAS_MAXIMUM, core.limits.topicAliases());
    if (keepAlive != connect.keepAlive()) out.number(Property.SERVER_KEEP_ALIVE, keepAlive);
    return out.take();
  }
}
