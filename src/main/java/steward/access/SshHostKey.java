package steward.access;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The key by which SSH clients recognise the house: Ed25519, made at the first start and kept in
/// `keys/ssh-host.pem` (0600). Immutable; opening blocks on the disk.
///
/// @param pair the private key, for the SSH server only
/// @param key what clients see
public record SshHostKey(KeyPair pair, SshKey key) {
  private static final String TYPE = "ssh-ed25519";

  /// What stands before the 32 bytes of an Ed25519 key in its X.509 form.
  private static final int PREFIX_BYTES = 12;

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (PRIVATE|PUBLIC) KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----");

  /// Loads the key, or makes it.
  ///
  /// @throws IOException if the folder cannot be used or the file is damaged; the message says what
  ///   to do
  public static SshHostKey open(Path home) throws IOException {
    Path file = PrivateFiles.folder(home.resolve("keys")).resolve("ssh-host.pem");
    try {
      return of(read(PrivateFiles.read(file)));
    } catch (NoSuchFileException _) {
      return make(file);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "%s is damaged (%s): restore it from a backup, or remove it so that a new one is made, after which SSH clients warn of a changed key"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static SshHostKey make(Path file) throws IOException {
    try {
      KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      PrivateFiles.write(
          file,
          block("PRIVATE KEY", made.getPrivate().getEncoded())
              + block("PUBLIC KEY", made.getPublic().getEncoded()));
      return of(made);
    } catch (GeneralSecurityException e) {
      throw new IOException("the SSH host key cannot be made: " + e.getMessage(), e);
    }
  }

  private static KeyPair read(String text) throws GeneralSecurityException {
    byte[] secret = {};
    byte[] open = {};
    var blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(2));
      if (blocks.group(1).equals("PRIVATE")) secret = bytes;
      else open = bytes;
    }
    if (secret.length == 0 || open.length == 0)
      throw new GeneralSecurityException("expected a private and a public key");
    var factory = KeyFactory.getInstance("Ed25519");
    return new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(open)),
        factory.generatePrivate(new PKCS8EncodedKeySpec(secret)));
  }

  private static SshHostKey of(KeyPair pair) throws GeneralSecurityException {
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(pair.getPublic());
    signature.update((byte) 1);
    if (!signature.verify(signed))
      throw new GeneralSecurityException("the two keys do not belong together");
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, PREFIX_BYTES, encoded.length);
    byte[] type = TYPE.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    var blob = java.nio.ByteBuffer.allocate(8 + type.length + point.length);
    blob.putInt(type.length).put(type).putInt(point.length).put(point);
    return new SshHostKey(pair, new SshKey(TYPE, Base64.getEncoder().encodeToString(blob.array())));
  }

  /// The line for a client's `known_hosts`, good for all these host names or addresses.
  public String knownHosts(List<String> hosts, int port) {
    String names =
        hosts.stream()
            .map(host -> port == 22 ? host : "[" + host + "]:" + port)
            .collect(Collectors.joining(","));
    return names + " " + key;
  }

  private static String block(String name, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(name, text, name);
  }

  @Override
  public String toString() {
    return key.fingerprint();
  }
}
