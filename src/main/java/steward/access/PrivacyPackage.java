package steward.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// What one client needs to reach the house safely from then on: its own host name, the pin to know
/// it by, the house's authority, its certificate, the SSH host key. Handed out once; whether it
/// was, the accounts know.
///
/// Immutable. It holds a private key only where the client could make none itself, and that one is
/// under the client's password; the profile of the tunnel may hold another, which gives reach
/// alone.
///
/// @param client the client's id
/// @param host its own host name
/// @param pin base64 of the SHA-256 of that name's public key
/// @param authority the house's certificate, to be trusted
/// @param certificate the client's own
/// @param bundle the certificate with a key made here, as PKCS#12; nothing where the client asked
///   with a key of its own
/// @param sshHostKey a line for `known_hosts`, where SSH is on
/// @param tunnel the profile by which the client comes in from outside, where it was asked for
public record PrivacyPackage(
    String client,
    String host,
    String pin,
    Ports ports,
    X509Certificate authority,
    X509Certificate certificate,
    Optional<Bytes> bundle,
    Optional<String> sshHostKey,
    Optional<String> tunnel) {
  /// The name of the tunnel's profile in the ZIP file.
  public static final String TUNNEL_FILE = "steward-vpn.conf";

  /// The same with a profile of the tunnel.
  public PrivacyPackage withTunnel(String profile) {
    return new PrivacyPackage(
        client, host, pin, ports, authority, certificate, bundle, sshHostKey, Optional.of(profile));
  }

  /// Where the listeners are; 0 where one is off.
  public record Ports(int https, int certificate, int ssh, int mqtts) {}

  /// What a package is made from, besides the client.
  public record Makers(ServerKeys keys, ClientKeys clients, ClientAuthority authority) {}

  /// With a certificate over the client's own key.
  ///
  /// Makes the host name's key and the certificate: it blocks.
  public static PrivacyPackage of(
      Makers makers,
      String client,
      KeyRequest request,
      Ports ports,
      Optional<String> sshHostKey,
      Instant now)
      throws IOException {
    X509Certificate certificate = makers.authority().issue(client, request, now);
    return with(makers, client, certificate, Optional.empty(), ports, sshHostKey, now);
  }

  /// With a key made here, under the client's password.
  ///
  /// @throws IllegalArgumentException if the password does not do
  public static PrivacyPackage of(
      Makers makers,
      String client,
      String password,
      Ports ports,
      Optional<String> sshHostKey,
      Instant now)
      throws IOException {
    KeyBundle.check(password);
    var made = makers.authority().make(client, now);
    X509Certificate authority = makers.authority().certificate().orElseThrow();
    Bytes bundle = KeyBundle.of(made, authority, "Steward " + client, password);
    return with(makers, client, made.certificate(), Optional.of(bundle), ports, sshHostKey, now);
  }

  private static PrivacyPackage with(
      Makers makers,
      String client,
      X509Certificate certificate,
      Optional<Bytes> bundle,
      Ports ports,
      Optional<String> sshHostKey,
      Instant now)
      throws IOException {
    String host = makers.clients().make(now);
    return new PrivacyPackage(
        client,
        host,
        makers.clients().pin(host).orElseThrow(),
        ports,
        makers.keys().authority(),
        certificate,
        bundle,
        sshHostKey,
        Optional.empty());
  }

  /// The SHA-256 of the client's certificate in small hex digits: what the accounts keep.
  public String fingerprint() {
    return Fingerprint.hex(certificate);
  }

  /// The package as a JSON document.
  public Map<String, @Nullable Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("client", client);
    json.put("host", host);
    json.put("pin", "sha256/" + pin);
    json.put("ports", portsJson());
    json.put("authority", Pem.text(authority));
    json.put("authorityFingerprint", Fingerprint.of(authority).sha256());
    json.put("certificate", Pem.text(certificate));
    json.put("certificateFingerprint", Fingerprint.of(certificate).sha256());
    json.put("certificateUntil", certificate.getNotAfter().toInstant().toString());
    json.put(
        "pkcs12", bundle.map(it -> Base64.getEncoder().encodeToString(it.toArray())).orElse(null));
    json.put("knownHosts", sshHostKey.orElse(null));
    json.put("vpn", tunnel.orElse(null));
    json.put("steps", PackageSteps.text(this));
    return json;
  }

  private Map<String, @Nullable Object> portsJson() {
    var all = new LinkedHashMap<String, @Nullable Object>();
    all.put("https", port(ports.https()));
    all.put("certificate", port(ports.certificate()));
    all.put("ssh", port(ports.ssh()));
    all.put("mqtts", port(ports.mqtts()));
    return all;
  }

  private static @Nullable Object port(int number) {
    return number == 0 ? null : Integer.valueOf(number);
  }

  /// The package as a ZIP file; the same package gives the same bytes.
  ///
  /// @param json the text of [#json], which this package's ring does not write itself
  public Bytes zip(String json) {
    var files = new LinkedHashMap<String, Bytes>();
    files.put("README.txt", Bytes.utf8(PackageSteps.text(this)));
    files.put("steward.json", Bytes.utf8(json));
    files.put("house-ca.crt", Bytes.utf8(Pem.text(authority)));
    bundle.ifPresentOrElse(
        it -> files.put("client.p12", it),
        () -> files.put("client.crt", Bytes.utf8(Pem.text(certificate))));
    sshHostKey.ifPresent(line -> files.put("known_hosts", Bytes.utf8(line.strip() + "\n")));
    tunnel.ifPresent(profile -> files.put(TUNNEL_FILE, Bytes.utf8(profile)));
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (var file : files.entrySet()) {
        var entry = new ZipEntry("steward-" + client + "/" + file.getKey());
        entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(file.getValue().toArray());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return Bytes.of(out.toByteArray());
  }
}
