package steward.network;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows a client the certificate for the name that it asked for, as it is at that moment: what the
/// source gives is never kept, so a renewed or withdrawn one counts from the next handshake on.
///
/// Thread-safe if the source is; the source is asked on event loops and must not block. Interfaces
/// of the JDK have null for "none".
public final class SniKeys extends X509ExtendedKeyManager {
  /// The alias where the client named nobody; no host name is empty.
  private static final String UNNAMED = "";

  private final Function<Optional<String>, Optional<Identity>> source;

  /// A private key with its certificate chain, leaf first.
  public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public Identity {
      chain = List.copyOf(chain);
      if (chain.isEmpty()) throw new IllegalArgumentException("a chain has at least its leaf");
    }
  }

  /// @param source what to show for a name in small letters, or where the client gave none; nothing
  ///   ends the handshake
  public SniKeys(Function<Optional<String>, Optional<Identity>> source) {
    this.source = source;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    SSLSession session = engine.getHandshakeSession();
    String alias = session == null ? UNNAMED : requested(session).orElse(UNNAMED);
    return identity(alias)
        .filter(found -> found.key().getAlgorithm().equals(keyType))
        .map(_ -> alias)
        .orElse(null);
  }

  /// The host name that the client of a server's session asked for, in small letters.
  public static Optional<String> requested(SSLSession session) {
    if (!(session instanceof ExtendedSSLSession extended)) return Optional.empty();
    for (SNIServerName name : extended.getRequestedServerNames()) {
      if (name instanceof SNIHostName host)
        return Optional.of(host.getAsciiName().toLowerCase(Locale.ROOT));
    }
    return Optional.empty();
  }

  private Optional<Identity> identity(String alias) {
    return source.apply(alias.equals(UNNAMED) ? Optional.empty() : Optional.of(alias));
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return identity(alias).map(Identity::key).orElse(null);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return identity(alias).map(found -> found.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {UNNAMED};
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null; // Only engines serve here.
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
