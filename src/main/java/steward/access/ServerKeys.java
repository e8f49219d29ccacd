package steward.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The house's own authority and the server's certificate, made at the first start and kept in the
/// home folder.
///
/// `keys/server-ca.pem` and `keys/server.pem` each hold a private key with its certificates (0600,
/// replaced in one step), `keys/nameless.pem` what is shown to who asks for a name that nobody here
/// has; `server-ca.crt` and `server.sha256` beside the folder are for people.
///
/// Thread-safe. Opening and renewing block on the disk; opening makes only what is missing or will
/// not last, so a start is not held up by a renewal that can wait.
public final class ServerKeys {
  /// With less time left the server's certificate is made anew at start.
  static final Duration RENEW_BEFORE = Duration.ofDays(30);

  /// A clock before this is not set yet; certificates then begin here.
  static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  /// The kinds of alternative names in a certificate (RFC 5280).
  private static final Set<Integer> NAMES_AND_ADDRESSES = Set.of(2, 7);

  private final Path home;
  private final List<String> further;
  private final Pem authority;
  private final Pem nameless;
  private volatile Shown server;

  private ServerKeys(Path home, List<String> further, Pem authority, Pem server, Pem nameless) {
    this.home = home;
    this.further = List.copyOf(further);
    this.authority = authority;
    this.server = Shown.of(server);
    this.nameless = nameless;
  }

  /// The server's certificate with the names in it, read once.
  private record Shown(Pem pem, Set<String> names) {
    static Shown of(Pem pem) {
      return new Shown(pem, alternatives(pem.leaf()));
    }
  }

  /// A certificate that took another's place; the key stayed.
  ///
  /// @param why for the log and the console
  public record Renewed(Fingerprint before, Fingerprint now, String why) {}

  /// Loads the keys, or makes what is missing or about to expire.
  ///
  /// @throws IOException if the folder cannot be used or a key file is damaged; the message says
  ///   what to do
  public static ServerKeys open(Path home, Instant now) throws IOException {
    return open(home, now, List.of());
  }

  /// The same for a house with further host names, such as one in its own domain. The authority
  /// vouches for the names that it was made for, so one that is given later is left out of the
  /// certificate: see [#leftOut].
  public static ServerKeys open(Path home, Instant now, List<String> further) throws IOException {
    Path folder = PrivateFiles.folder(home.resolve("keys"));
    try {
      var making = new Making(home, folder, set(now), further);
      Pem authority = making.authority();
      Pem server = making.server(authority);
      var keys = new ServerKeys(home, further, authority, server, making.nameless());
      keys.publish();
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IOException("the server's keys cannot be made: " + e.getMessage(), e);
    }
  }

  private static Instant set(Instant now) {
    return now.isBefore(EARLIEST) ? EARLIEST : now;
  }

  /// Makes the server's certificate anew over the same key if three fifths of its life are over, or
  /// if the machine has a name or an address that is not in it. A listener of [ServerTls] shows the
  /// new one from the next handshake on.
  ///
  /// @throws IOException if it cannot be kept; then the old one stays
  public Optional<Renewed> renewIfDue(Instant now) throws IOException {
    return renewIfDue(now, MachineNames.read(further));
  }

  synchronized Optional<Renewed> renewIfDue(Instant now, MachineNames machine) throws IOException {
    Pem old = server.pem();
    String why = reason(old.leaf(), set(now), machine);
    if (why.isEmpty()) return Optional.empty();
    try {
      var pair = new KeyPair(old.leaf().getPublicKey(), old.key());
      Pem made = new CertificateMaker(set(now)).server(authority, pair, machine);
      PrivateFiles.write(home.resolve("keys/server.pem"), made.keyText() + made.chainText());
      server = Shown.of(made);
      publish();
      return Optional.of(new Renewed(Fingerprint.of(old.leaf()), Fingerprint.of(made.leaf()), why));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be renewed: " + e.getMessage(), e);
    }
  }

  private String reason(X509Certificate certificate, Instant now, MachineNames machine) {
    if (isAged(certificate, now)) return "three fifths of its life are over";
    Set<String> missing = new HashSet<>(permitted(machine));
    missing.removeAll(server.names());
    return missing.isEmpty()
        ? ""
        : "this machine is now "
            + String.join(" and ", missing.stream().sorted().toList())
            + ", too";
  }

  /// Whether three fifths of a certificate's life are over.
  static boolean isAged(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
    return !now.isBefore(from.plus(life.multipliedBy(3).dividedBy(5)));
  }

  private List<String> permitted(MachineNames machine) {
    return CertificateMaker.allowed(authority.leaf(), machine).stream()
        .map(CertificateMaker::text)
        .toList();
  }

  private static Set<String> alternatives(X509Certificate certificate) {
    try {
      var all = new HashSet<String>();
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) return Set.of();
      for (List<?> name : names) {
        if (name.getFirst() instanceof Integer kind && NAMES_AND_ADDRESSES.contains(kind))
          all.add(MachineNames.plain(String.valueOf(name.get(1))));
      }
      return Set.copyOf(all);
    } catch (CertificateParsingException _) {
      return Set.of();
    }
  }

  private void publish() throws IOException {
    PrivateFiles.publish(home.resolve("server.sha256"), fingerprint().sha256() + "\n");
  }

  public Fingerprint fingerprint() {
    return Fingerprint.of(server.pem().leaf());
  }

  /// The certificate that clients see.
  public X509Certificate certificate() {
    return server.pem().leaf();
  }

  /// The pin of the server's key, which outlives its certificates.
  public String pin() {
    return Fingerprint.pin(server.pem().leaf());
  }

  /// The certificate to install on clients so that they trust the house.
  public X509Certificate authority() {
    return authority.leaf();
  }

  /// The same as PEM, as `server-ca.crt` has it.
  public String authorityText() {
    return authority.leafText();
  }

  /// The host names and addresses in the server's certificate.
  public Set<String> names() {
    return server.names();
  }

  /// The further names for which the authority may not vouch, for a note on the console.
  public List<String> leftOut() {
    Set<String> known = server.names();
    return further.stream().filter(name -> !known.contains(MachineNames.plain(name))).toList();
  }

  /// Whether a name is one of this machine, be it in the certificate or, as `steward.lan` or
  /// `HOST.fritz.box`, under a domain that a router made up: who comes by such a name must see the
  /// fingerprint that stands on the console. It says what to show and nothing more: anybody can own
  /// a domain with such a label, so it is no check of a `Host` header.
  boolean isOwn(String name) {
    Shown now = server;
    if (now.names().contains(name)) return true;
    int dot = name.indexOf('.');
    String label = dot < 0 ? name : name.substring(0, dot);
    return label.equals("steward") || now.names().contains(label + ".local");
  }

  Pem server() {
    return server.pem();
  }

  Pem nameless() {
    return nameless;
  }

  Pem signing() {
    return authority;
  }

  /// One opening of the files.
  private record Making(Path home, Path folder, Instant now, List<String> further) {

    Pem authority() throws IOException, GeneralSecurityException {
      Path file = folder.resolve("server-ca.pem");
      var known = read(file);
      if (known.isPresent() && lasts(known.get().leaf(), CertificateMaker.SERVER_VALID))
        return known.get();
      Pem made = maker().authority(MachineNames.hostName(), further);
      PrivateFiles.write(file, made.keyText() + made.chainText());
      PrivateFiles.publish(home.resolve("server-ca.crt"), made.chainText());
      return made;
    }

    Pem server(Pem authority) throws IOException, GeneralSecurityException {
      Path file = folder.resolve("server.pem");
      var known = read(file);
      boolean isOurs = known.isPresent() && isSigned(known.get(), authority);
      if (isOurs && lasts(known.get().leaf(), RENEW_BEFORE)) return known.get();
      KeyPair pair =
          isOurs
              ? new KeyPair(known.get().leaf().getPublicKey(), known.get().key())
              : CertificateMaker.pair();
      Pem made = maker().server(authority, pair, MachineNames.read(further));
      PrivateFiles.write(file, made.keyText() + made.chainText());
      return made;
    }

    Pem nameless() throws IOException, GeneralSecurityException {
      Path file = folder.resolve("nameless.pem");
      var known = read(file);
      if (known.isPresent() && lasts(known.get().leaf(), RENEW_BEFORE)) return known.get();
      Pem made = maker().nameless();
      PrivateFiles.write(file, made.keyText() + made.chainText());
      return made;
    }

    private CertificateMaker maker() {
      return new CertificateMaker(now);
    }

    private boolean lasts(X509Certificate certificate, Duration left) {
      return certificate.getNotAfter().toInstant().isAfter(now.plus(left));
    }

    /// Told by the chain in the file, not by its signature, whose check takes longer than all the
    /// rest.
    private static boolean isSigned(Pem server, Pem authority) {
      return server.chain().getLast().equals(authority.leaf());
    }

    private static Optional<Pem> read(Path file) throws IOException {
      try {
        return Optional.of(Pem.read(PrivateFiles.read(file)));
      } catch (NoSuchFileException _) {
        return Optional.empty();
      } catch (GeneralSecurityException e) {
        throw new IOException(
            "%s is damaged (%s): restore it from a backup, or remove it so that a new one is made, after which every client has to compare the new fingerprint"
                .formatted(file, e.getMessage()),
            e);
      }
    }
  }

  /// Where the fingerprint stands for people who look for it in the home folder.
  public static Optional<String> recorded(Path home) {
    try {
      return Optional.of(Files.readString(home.resolve("server.sha256")).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
