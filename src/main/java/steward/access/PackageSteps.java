package steward.access;

/// The text of a privacy package that tells people what to do with it, per system.
final class PackageSteps {
  private PackageSteps() {}

  static String text(PrivacyPackage it) {
    var text = new StringBuilder(head(it));
    text.append(house()).append(own(it)).append(addresses(it)).append(tunnel(it));
    return text.toString();
  }

  private static String head(PrivacyPackage it) {
    return """
    Privacy package of the client %s

    It was handed out once and belongs to this one client. When the client is lost, a master
    removes it, and this package is worth nothing from then on.

      host name     %s
      its pin       sha256/%s
      house         SHA-256 %s


    """
        .formatted(it.client(), it.host(), it.pin(), Fingerprint.of(it.authority()).sha256());
  }

  private static String house() {
    return """
    1. Trust the house: house-ca.crt
    --------------------------------
    It can vouch for this house's own names and private addresses only, for no other site.
    Where your system shows its SHA-256, compare it with the line above.

    Windows    Open the file; Install Certificate; Current User; place it in "Trusted Root
               Certification Authorities" (not "automatically"); compare; Yes.
    macOS      Open the file in Keychain Access; add it to "login"; open it there; under Trust,
               at "Secure Sockets Layer (SSL)", choose "Always Trust".
    iOS        Send it to the device (AirDrop, mail, Safari) and open it there; Settings,
               "Profile Downloaded", Install. Then Settings, General, About, "Certificate
               Trust Settings": switch it on. Without that last step nothing trusts it.
    Android    It needs a screen lock. Settings, search for "CA certificate": under Security &
               privacy, Encryption & credentials, "Install a certificate"; "Install anyway".
               Browsers take it, most other apps do not. Firefox there: Settings, About, tap
               the sign five times; Secret Settings, "Use third party CA certificates".
    Firefox    From version 120 on it takes what Windows and macOS trust. On Linux it has a
               list of its own: Settings, Privacy & Security, "View Certificates",
               Authorities, Import, for websites; or with the browser closed
               certutil -d sql:PROFILE -A -t C,, -n Steward -i house-ca.crt
               where about:support shows the folder PROFILE.
    Chromium   on Linux, with certutil of the package libnss3-tools (nss-tools elsewhere):
               mkdir -p ~/.pki/nssdb
               certutil -d sql:$HOME/.pki/nssdb -N --empty-password    (if it is new)
               certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Steward -i house-ca.crt
               A snap has ~/snap/chromium/current/.pki/nssdb instead.
    Debian     For programs such as curl, and not for browsers:
               sudo cp house-ca.crt /usr/local/share/ca-certificates/steward-house.crt
               sudo update-ca-certificates
    Fedora     sudo cp house-ca.crt /etc/pki/ca-trust/source/anchors/steward-house.crt
               sudo update-ca-trust


    """;
  }

  private static String own(PrivacyPackage it) {
    return it.bundle().isPresent() ? bundle() : certificate();
  }

  private static String bundle() {
    return """
    2. The client's own key: client.p12
    -----------------------------------
    The file opens with the password that was given when the package was made.

    Windows    Open the file; Current User; type the password; leave the place to Windows.
    macOS      Open the file in Keychain Access; add it to "login"; type the password.
    iOS        Open the file; Settings, "Profile Downloaded", Install; type the password.
               Safari has it then; other browsers there may not.
    Android    Settings, search for "user certificate": under Encryption & credentials,
               "Install a certificate", "VPN & app user certificate"; type the password.
    Firefox    Settings, Privacy & Security, "View Certificates", Your Certificates, Import;
               or with the browser closed: pk12util -d sql:PROFILE -i client.p12
    Chromium   on Linux: pk12util -d sql:$HOME/.pki/nssdb -i client.p12

    The key is sealed with AES-256. A system that calls the right password wrong does not know
    that yet (older ones of Apple and Android); on another computer, in a folder of your own:

      openssl pkcs12 -in client.p12 -nodes -out plain.pem
      openssl pkcs12 -export -legacy -in plain.pem -out client-old.p12
      shred -u plain.pem

    Delete the file afterwards.


    """;
  }

  private static String certificate() {
    return """
    2. The client's own certificate: client.crt
    -------------------------------------------
    It belongs to the key with which the request was made, which never left the client. To put
    both into one file for a browser:

      openssl pkcs12 -export -inkey client.key -in client.crt -out client.p12


    """;
  }

  private static String addresses(PrivacyPackage it) {
    var text = new StringBuilder("3. Where to go\n--------------\n");
    var ports = it.ports();
    if (ports.https() > 0) line(text, "pages", "https://%s:%d/", it.host(), ports.https());
    if (ports.certificate() > 0)
      line(text, "with the certificate", "https://%s:%d/", it.host(), ports.certificate());
    if (ports.ssh() > 0) line(text, "SSH", "ssh -p %2$d %1$s", it.host(), ports.ssh());
    if (ports.mqtts() > 0) line(text, "MQTT", "mqtts://%s:%d", it.host(), ports.mqtts());
    line(
        text,
        "for programs",
        "curl --cacert house-ca.crt --pinnedpubkey sha256//" + it.pin() + " …",
        it.host(),
        0);
    it.sshHostKey()
        .ifPresent(known ->
            text.append("\nThe line for ~/.ssh/known_hosts, before the first SSH:\n\n  ")
                .append(known.strip())
                .append('\n'));
    text.append(
        "\nThe name is found by mDNS in the house's own network. Windows 10, macOS, iOS, Android 12"
            + "\nand Linux with Avahi or systemd-resolved ask for it by themselves.\n");
    return text.toString();
  }

  private static String tunnel(PrivacyPackage it) {
    if (it.tunnel().isEmpty()) return "";
    return """

    4. From outside: steward-vpn.conf
    ---------------------------------
    A tunnel of WireGuard (wireguard.com/install, or the app of that name). In the app: add a
    tunnel from a file, choose steward-vpn.conf, switch it on. Where the file has a line
    "# PrivateKey", put the key there that this device made, and take the # away.
    Only the house goes through it, everything else stays outside. Then, by address:

      https://%s:%d/

    It gives reach, no rights: the pages ask who you are as they do at home. Delete the file
    afterwards; the house has forgotten a key that it made for you.
    """
        .formatted(inTunnel(it.tunnel().get()), it.ports().https());
  }

  /// The house's own address in the tunnel.
  private static String inTunnel(String profile) {
    return profile
        .lines()
        .filter(line -> line.startsWith("AllowedIPs = "))
        .map(line -> line.replaceFirst("AllowedIPs = ", "").replaceFirst("/.*", ""))
        .findFirst()
        .orElse("");
  }

  private static void line(StringBuilder text, String label, String form, String host, int port) {
    text.append("  %-22s".formatted(label)).append(form.formatted(host, port)).append('\n');
  }
}
