package steward.access;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLSession;
import steward.network.SniKeys;

/// How the steward's listeners speak TLS: 1.3 and 1.2 with forward secrecy and authenticated
/// encryption only, and a certificate by the name that the client asks for.
///
/// No name, the machine's own names and addresses: the server's certificate. The host name of a
/// client that may come in: that client's. Anything else, a withdrawn client's name too: one that
/// names nobody. The certificate is looked up at each handshake, so a renewal or a withdrawal needs
/// no restart and no new options; and a session is resumed only by who came without a client's name
/// and would see the same certificate as then.
///
/// Thread-safe.
public final class ServerTls {
  /// Of TLS 1.2 those for a key on an elliptic curve, as ours are.
  static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  /// Finite fields would cost an attacker nothing and us much.
  static final List<String> GROUPS = List.of("x25519", "secp256r1", "secp384r1");

  private static final long HANDSHAKE_SECONDS = 10;

  private final ServerKeys keys;
  private final ClientKeys clients;
  private final ClientAuthority authority;
  private final Predicate<String> served;

  /// @param served whether the client with this host name may come in now; asked on event loops, so
  ///   from memory
  public ServerTls(
      ServerKeys keys, ClientKeys clients, ClientAuthority authority, Predicate<String> served) {
    this.keys = keys;
    this.clients = clients;
    this.authority = authority;
    this.served = served;
  }

  /// Refuses renegotiation of TLS 1.2 by the client, which is only of use to who wants to keep us
  /// busy. The JDK reads this once: the process calls it before its first TLS of any kind.
  public static void refuseRenegotiation() {
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  /// For HTTPS and WebSocket, with HTTP/2.
  public ServerSSLOptions forHttps() {
    ServerSSLOptions options = usual();
    options.setUseAlpn(true).setApplicationLayerProtocols(List.of("h2", "http/1.1"));
    return options;
  }

  /// The same, and every client is asked for a certificate of the client authority. One without
  /// comes in as anybody does.
  public ServerSSLOptions forHttpsWithCertificates() {
    return forHttps()
        .setClientAuth(ClientAuth.REQUEST)
        .setTrustOptions(TrustOptions.wrap(authority.trust()));
  }

  /// For MQTT.
  public ServerSSLOptions forMqtt() {
    return usual();
  }

  /// The host name of a client under which a connection was opened: requests on it must be of that
  /// client, for the name belongs to nobody else.
  public static Optional<String> clientHost(SSLSession session) {
    return SniKeys.requested(session).filter(ClientKeys::isHost);
  }

  private ServerSSLOptions usual() {
    var options =
        new ServerSSLOptions()
            .setKeyCertOptions(KeyCertOptions.wrap(new SniKeys(this::shown)))
            .setEnabledSecureTransportProtocols(new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2")))
            .setKeyExchangeGroups(GROUPS)
            .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    SUITES.forEach(options::addEnabledCipherSuite);
    return options;
  }

  private Optional<SniKeys.Identity> shown(Optional<String> name) {
    Pem pem = name.map(this::named).orElseGet(keys::server);
    return Optional.of(new SniKeys.Identity(pem.key(), pem.chain()));
  }

  private Pem named(String name) {
    if (keys.isOwn(name)) return keys.server();
    return clients.find(name).filter(_ -> served.test(name)).orElseGet(keys::nameless);
  }
}
