package steward.ssh;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.file.nonefs.NoneFileSystemFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.SshHostKey;

/// The SSH listener. A client shows a registered public key and then speaks the CLI's commands with
/// its own rights, each asked of the steward's API with the client's token. Thread-safe.
///
/// Starting blocks for the time that the cryptographic library takes to load, up to a second or two
/// on a small board: off the start path.
public final class SshServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SshServer.class);
  private static final int WORKERS = 2;
  private static final int CHANNELS_MAX = 4;
  private static final int ANNOUNCEMENT_BYTES_MAX = 1024;

  private final SshHostKey hostKey;
  private final Visits visits;
  private final Supplier<String> api;
  private final Limits limits;
  private final org.apache.sshd.server.SshServer server;

  /// Prepares the listener; [#start] opens it.
  ///
  /// @param home the home folder, where the host key is kept
  /// @param host the address to listen on; empty or `::` for all of IPv4 and IPv6
  /// @param port 0 for any
  /// @param api the address of the steward's own plain listener on the loopback interface, such as
  ///   `http://127.0.0.1:8887`
  /// @throws IOException if the host key cannot be read or made; the message says what to do
  public SshServer(Path home, String host, int port, Supplier<String> api, Keys keys, Limits limits)
      throws IOException {
    this.hostKey = SshHostKey.open(home);
    this.visits = new Visits(keys, limits);
    this.api = api;
    this.limits = limits;
    this.server = build();
    if (!host.isEmpty() && !host.equals("::")) server.setHost(host);
    server.setPort(port);
  }

  private org.apache.sshd.server.SshServer build() throws IOException {
    var made =
        ServerBuilder.builder()
            .keyExchangeFactories(
                NamedFactory.setUpTransformedFactories(
                    true,
                    List.of(
                        BuiltinDHFactories.mlkem768x25519,
                        BuiltinDHFactories.sntrup761x25519_openssh,
                        BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.curve25519_libssh),
                    ServerBuilder.DH2KEX))
            .cipherFactories(
                List.of(
                    BuiltinCiphers.cc20p1305_openssh,
                    BuiltinCiphers.aes256gcm,
                    BuiltinCiphers.aes128gcm))
            .macFactories(List.of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm))
            .compressionFactories(List.of(BuiltinCompressions.none))
            .signatureFactories(
                List.of(
                    BuiltinSignatures.ed25519,
                    BuiltinSignatures.nistp256,
                    BuiltinSignatures.nistp384,
                    BuiltinSignatures.nistp521,
                    BuiltinSignatures.rsaSHA512,
                    BuiltinSignatures.rsaSHA256))
            .fileSystemFactory(NoneFileSystemFactory.INSTANCE)
            .forwardingFilter(RejectAllForwardingFilter.INSTANCE)
            .channelFactories(List.of(new CommandChannels()))
            .globalRequestHandlers(
                List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE))
            .publickeyAuthenticator(visits)
            .build();
    made.setKeyPairProvider(KeyPairProvider.wrap(forServer(hostKey.pair())));
    made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    made.setSubsystemFactories(List.of());
    made.setCommandFactory((_, line) -> new Conversation(visits, api, Optional.of(line)));
    made.setShellFactory(_ -> new Conversation(visits, api, Optional.empty()));
    made.addSessionListener(visits);
    limit(made);
    return made;
  }

  private void limit(PropertyResolver made) {
    CoreModuleProperties.SERVER_IDENTIFICATION.set(made, "steward");
    CoreModuleProperties.AUTH_METHODS.set(made, "publickey");
    CoreModuleProperties.MAX_AUTH_REQUESTS.set(made, limits.attempts());
    CoreModuleProperties.AUTH_TIMEOUT.set(made, limits.grace());
    CoreModuleProperties.IDLE_TIMEOUT.set(made, limits.idle());
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(made, limits.idle().plusSeconds(15));
    CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(made, CHANNELS_MAX);
    CoreModuleProperties.MAX_IDENTIFICATION_SIZE.set(made, ANNOUNCEMENT_BYTES_MAX);
    CoreModuleProperties.NIO_WORKERS.set(made, WORKERS);
    CoreModuleProperties.TCP_NODELAY.set(made, true);
    CoreModuleProperties.SOCKET_REUSEADDR.set(made, true);
  }

  /// The library signs with keys of its own provider's classes only.
  private static KeyPair forServer(KeyPair pair) throws IOException {
    try {
      KeyFactory factory = SecurityUtils.getKeyFactory("Ed25519");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
          factory.generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IOException("the SSH host key cannot be used: " + e.getMessage(), e);
    }
  }

  private static final class CommandChannels implements ChannelFactory {
    @Override
    public String getName() {
      return "session";
    }

    @Override
    public Channel createChannel(Session session) {
      return new CommandChannel();
    }
  }

  /// Listens; blocks until it does.
  ///
  /// @throws IOException if the port cannot be listened on; the message says which
  public void start() throws IOException {
    try {
      server.start();
    } catch (BindException e) {
      throw new IOException(
          "port %d cannot be listened on: %s. Is another steward running?"
              .formatted(server.getPort(), e.getMessage()),
          e);
    }
  }

  /// The port it got.
  public int port() {
    return server.getPort();
  }

  /// What clients recognise the house by.
  public SshHostKey hostKey() {
    return hostKey;
  }

  /// The line for a client's `known_hosts`.
  public String hostKeyLine(List<String> hosts) {
    return hostKey.knownHosts(hosts, port());
  }

  /// Ends the connections of a client and what runs in them, within a second.
  ///
  /// @return how many there were
  public int disconnect(String client) {
    return visits.disconnect(client);
  }

  /// Ends the connection of one session, as [#disconnect] does; does nothing if there is none.
  public void end(String session) {
    visits.end(session);
  }

  public Map<String, Long> counters() {
    return visits.counters();
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      LOG.warn("the SSH listener did not close in order", e);
    }
  }
}
