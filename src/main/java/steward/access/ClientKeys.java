package steward.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The host names that belong to one client each, with a certificate and a key of their own: so a
/// lost client can be cut off, and who watches the network cannot tell clients by the house's name.
///
/// Kept as `keys/clients/HOST.pem` (0600). Thread-safe; what makes, renews or removes blocks on the
/// disk. Asking does for a client that comes in the first moments after the start, once.
public final class ClientKeys {
  /// More clients get no name of their own.
  static final int HOSTS_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(ClientKeys.class);
  private static final String END = ".pem";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

  /// 16 letters of five bits: 80 bits that nobody guesses.
  private static final int LENGTH = 16;

  private final Path folder;
  private final ServerKeys keys;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Pem> known = new ConcurrentHashMap<>();
  private final Set<String> unread = ConcurrentHashMap.newKeySet();

  private ClientKeys(Path folder, ServerKeys keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /// Learns which there are, and reads them in the background: a start does not wait for keys that
  /// nobody asks for. A damaged file is told in the log and left where it is: that client sees a
  /// certificate without names, and gets a new package from a master.
  public static ClientKeys open(Path home, ServerKeys keys) throws IOException {
    var clients =
        new ClientKeys(PrivateFiles.folder(home.resolve("keys").resolve("clients")), keys);
    try (var files = Files.list(clients.folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(
              name -> name.endsWith(END) && isHost(name.substring(0, name.length() - END.length())))
          .limit(HOSTS_MAX)
          .forEach(name -> clients.unread.add(name.substring(0, name.length() - END.length())));
    }
    if (!clients.unread.isEmpty()) Thread.startVirtualThread(clients::readAll);
    return clients;
  }

  private void readAll() {
    for (String host : List.copyOf(unread)) read(host);
  }

  /// Reads a file that has not been read yet; whoever asks for it meanwhile waits for that.
  private synchronized void read(String host) {
    if (!unread.contains(host)) return;
    try {
      known.put(host, Pem.read(PrivateFiles.read(file(host))));
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("{} cannot be used: {}", file(host), e.getMessage());
    }
    unread.remove(host);
  }

  /// Whether a text has the form of a client's host name.
  public static boolean isHost(String name) {
    return name.matches("c-[a-z2-7]{" + LENGTH + "}\\.local");
  }

  /// Makes a new name with its key and certificate, and keeps it.
  ///
  /// @return the host name
  /// @throws IOException if it cannot be kept, or there are as many as there may be
  public synchronized String make(Instant now) throws IOException {
    if (hosts().size() >= HOSTS_MAX)
      throw new IOException("there are already " + HOSTS_MAX + " host names of clients");
    var name = new StringBuilder("c-");
    for (int i = 0; i < LENGTH; i++) name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    String host = name.append(".local").toString();
    try {
      keep(host, issue(host, CertificateMaker.pair(), now));
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate for a client's host cannot be made", e);
    }
    return host;
  }

  private Pem issue(String host, KeyPair pair, Instant now) throws GeneralSecurityException {
    Instant set = now.isBefore(ServerKeys.EARLIEST) ? ServerKeys.EARLIEST : now;
    return new CertificateMaker(set).server(keys.signing(), pair, host);
  }

  private void keep(String host, Pem pem) throws IOException, GeneralSecurityException {
    PrivateFiles.write(file(host), pem.keyText() + pem.chainText());
    known.put(host, pem);
  }

  private Path file(String host) {
    return folder.resolve(host + END);
  }

  /// Withdraws a name for good; from the next handshake on it is answered as one that nobody has.
  /// One that is not known is nothing to do.
  public synchronized void remove(String host) throws IOException {
    if (!isHost(host)) return;
    unread.remove(host);
    known.remove(host);
    Files.deleteIfExists(file(host));
  }

  /// Makes every certificate anew, over the same key, of whose life three fifths are over.
  ///
  /// @return the host names whose certificate is new
  public synchronized List<String> renewIfDue(Instant now) throws IOException {
    readAll();
    var renewed = new ArrayList<String>();
    for (var entry : known.entrySet()) {
      Pem old = entry.getValue();
      boolean isOurs = old.chain().getLast().equals(keys.authority());
      if (isOurs && !ServerKeys.isAged(old.leaf(), now)) continue;
      try {
        keep(
            entry.getKey(),
            issue(entry.getKey(), new KeyPair(old.leaf().getPublicKey(), old.key()), now));
        renewed.add(entry.getKey());
      } catch (GeneralSecurityException e) {
        throw new IOException("the certificate of " + entry.getKey() + " cannot be renewed", e);
      }
    }
    return renewed;
  }

  public Set<String> hosts() {
    var hosts = new HashSet<>(known.keySet());
    hosts.addAll(unread);
    return Set.copyOf(hosts);
  }

  /// The certificate that is shown to who asks for this name.
  public Optional<X509Certificate> certificate(String host) {
    return find(host).map(Pem::leaf);
  }

  /// The pin of this name's key, which outlives its certificates.
  public Optional<String> pin(String host) {
    return certificate(host).map(Fingerprint::pin);
  }

  Optional<Pem> find(String host) {
    if (unread.contains(host)) read(host);
    return Optional.ofNullable(known.get(host));
  }
}
