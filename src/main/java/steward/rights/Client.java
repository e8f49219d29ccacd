package steward.rights;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a user signs in with: a browser, a phone, a script. Each has its own secrets, which are not
/// here.
///
/// @param name for people, at most [User#NAME_LENGTH_MAX] characters
/// @param suspended it may do nothing until that is taken back
/// @param certificateSuffices it needs no code where it shows its certificate
/// @param certificate the SHA-256 of its certificate, in small hex digits without colons
/// @param host the host name of its own, by which it reaches its own server certificate
/// @param sshKey its public key as OpenSSH writes it: `TYPE BASE64`
/// @param packaged whether its privacy package was handed out
/// @param since when it was made
public record Client(
    ClientId id,
    UserId user,
    String name,
    Kind kind,
    boolean suspended,
    boolean certificateSuffices,
    Optional<String> certificate,
    Optional<String> host,
    Optional<String> sshKey,
    boolean packaged,
    Instant since) {

  /// What a client is, which decides how long it stays signed in.
  public enum Kind {
    /// Stays signed in for 90 days after its last use.
    BROWSER,
    /// The same, on a phone.
    PHONE,
    /// A tablet on the wall: until revoked.
    SCREEN,
    /// A program or a shell of its owner: SSH and certificates.
    SCRIPT;

    /// The word in documents: the name in small letters.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> labelled(String label) {
      return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }
  }

  public static Client made(ClientId id, UserId user, String name, Kind kind, Instant since) {
    return new Client(
        id,
        user,
        name,
        kind,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        since);
  }

  public Client named(String other) {
    return new Client(
        id,
        user,
        other,
        kind,
        suspended,
        certificateSuffices,
        certificate,
        host,
        sshKey,
        packaged,
        since);
  }

  public Client suspended(boolean now) {
    return new Client(
        id, user, name, kind, now, certificateSuffices, certificate, host, sshKey, packaged, since);
  }

  public Client certificateSuffices(boolean now) {
    return new Client(
        id, user, name, kind, suspended, now, certificate, host, sshKey, packaged, since);
  }

  /// With its privacy package handed out: its own host name, and its certificate if it has one.
  public Client packaged(String itsHost, Optional<String> itsCertificate) {
    return new Client(
        id,
        user,
        name,
        kind,
        suspended,
        certificateSuffices,
        itsCertificate,
        Optional.of(itsHost),
        sshKey,
        true,
        since);
  }

  public Client withSshKey(Optional<String> key) {
    return new Client(
        id,
        user,
        name,
        kind,
        suspended,
        certificateSuffices,
        certificate,
        host,
        key,
        packaged,
        since);
  }
}
