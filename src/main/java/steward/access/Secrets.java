package steward.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import steward.rights.ClientId;
import steward.value.Bytes;

/// Secrets as they lie in the database: sealed with AES-256-GCM under a key that is not in it.
/// Thread-safe; opening, [#unlock] and [#setPassphrase] block.
///
/// Each seal is bound to what the secret is for, so that a row put in another's place does not
/// open. Keys of the two classes are `keys/device.key` and `keys/people.key`; the second can be
/// wrapped with a passphrase, and is then missing after each start until somebody enters it. The
/// house runs without it: only codes cannot be checked and clients not made.
public final class Secrets {
  /// Whose secret it is.
  public enum Kind {
    /// Of devices: the house needs it to run, so it opens at boot.
    DEVICE,
    /// Of people: may wait for a passphrase.
    PEOPLE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String VERSION = "s1";

  private final Path peopleFile;
  private final byte[] deviceKey;
  private volatile KeyFile people;

  private Secrets(Path peopleFile, byte[] deviceKey, KeyFile people) {
    this.peopleFile = peopleFile;
    this.deviceKey = deviceKey;
    this.people = people;
  }

  /// Reads the keys, or makes those that are missing.
  ///
  /// @throws IOException if a key file cannot be read or is damaged; the message says which
  public static Secrets open(Path home) throws IOException {
    Path folder = PrivateFiles.folder(home.resolve("keys"));
    Path device = folder.resolve("device.key");
    KeyFile deviceKey = load(device);
    if (deviceKey.key.isEmpty())
      throw new IOException(device + " has a passphrase, but devices' secrets open without one");
    Path people = folder.resolve("people.key");
    return new Secrets(people, deviceKey.key.get(), load(people));
  }

  private static KeyFile load(Path file) throws IOException {
    try {
      return KeyFile.read(PrivateFiles.read(file));
    } catch (NoSuchFileException _) {
      var made = KeyFile.plain(Hashes.random(KEY_BYTES));
      PrivateFiles.write(file, made.text);
      return made;
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s is damaged (%s): restore it from a backup; what it sealed cannot be read without it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /// Whether people's secrets wait for their passphrase.
  public boolean isLocked() {
    return people.key.isEmpty();
  }

  /// Opens people's secrets until the steward stops. Takes about a second of work and 20 MB.
  ///
  /// @return whether it was the passphrase, or none is needed
  public synchronized boolean unlock(String passphrase) {
    if (!isLocked()) return true;
    if (passphrase.length() > 2 * Passphrase.LENGTH_MAX) return false;
    Optional<KeyFile> opened = people.unlocked(passphrase);
    opened.ifPresent(file -> people = file);
    return opened.isPresent();
  }

  /// From the next start on, people's secrets wait for this passphrase. The key itself stays: what
  /// is sealed need not be sealed anew.
  ///
  /// @throws Refusal if they are locked now, or the passphrase cannot be used
  /// @throws IOException if the key file cannot be written; then nothing changed
  public synchronized void setPassphrase(String passphrase) throws IOException {
    Passphrase.check(passphrase);
    replace(KeyFile.wrapped(peopleKey(), passphrase));
  }

  /// From the next start on, people's secrets open by themselves.
  ///
  /// @throws Refusal if they are locked now
  /// @throws IOException if the key file cannot be written; then nothing changed
  public synchronized void removePassphrase() throws IOException {
    replace(KeyFile.plain(peopleKey()));
  }

  private void replace(KeyFile file) throws IOException {
    PrivateFiles.write(peopleFile, file.text);
    people = file;
  }

  private byte[] peopleKey() {
    return people.key.orElseThrow(() ->
        new Refusal(
            Refusal.Why.LOCKED,
            "People's secrets are locked since the steward started: enter the passphrase first."));
  }

  private byte[] key(Kind kind) {
    return switch (kind) {
      case DEVICE -> deviceKey;
      case PEOPLE -> peopleKey();
    };
  }

  /// What the sealed secret of a client's codes is for.
  static String forCodes(ClientId client) {
    return "totp of " + client;
  }

  /// Seals a secret for one purpose.
  ///
  /// @throws Refusal if it is people's and they are locked
  public String seal(Kind kind, String purpose, byte[] secret) {
    byte[] sealed = sealed(key(kind), bound(kind, purpose), secret);
    return VERSION + "." + kind.label() + "." + Base64.getEncoder().encodeToString(sealed);
  }

  /// The secret, or nothing if it was sealed for another purpose or with another key, or is
  /// damaged.
  ///
  /// @throws Refusal if it is people's and they are locked
  public Optional<byte[]> unseal(Kind kind, String purpose, String sealed) {
    byte[] key = key(kind);
    String head = VERSION + "." + kind.label() + ".";
    if (!sealed.startsWith(head)) return Optional.empty();
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed.substring(head.length()));
      return opened(key, bound(kind, purpose), bytes);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String bound(Kind kind, String purpose) {
    return VERSION + "/" + kind.label() + "/" + purpose;
  }

  private static byte[] sealed(byte[] key, String purpose, byte[] secret) {
    byte[] nonce = Hashes.random(NONCE_BYTES);
    try {
      byte[] body = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(secret);
      return ByteBuffer.allocate(nonce.length + body.length).put(nonce).put(body).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  private static Optional<byte[]> opened(byte[] key, String purpose, byte[] bytes) {
    if (bytes.length < NONCE_BYTES + TAG_BITS / 8) return Optional.empty();
    byte[] nonce = java.util.Arrays.copyOf(bytes, NONCE_BYTES);
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose);
      return Optional.of(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /// A key file: one line, the key plain or wrapped.
  ///
  /// @param wrap how the passphrase becomes a key, if there is one
  /// @param key the key, if it is open
  private record KeyFile(String text, Optional<Passphrase> wrap, Optional<byte[]> key) {
    private static final String HEAD = "steward-key-1";
    private static final String WRAPPED_FOR = "people.key";

    static KeyFile plain(byte[] key) {
      String text = HEAD + " plain " + Base64.getEncoder().encodeToString(key) + "\n";
      return new KeyFile(text, Optional.empty(), Optional.of(key));
    }

    static KeyFile wrapped(byte[] key, String passphrase) {
      var wrap = Passphrase.fresh();
      byte[] body = sealed(wrap.key(passphrase, KEY_BYTES), WRAPPED_FOR, key);
      var base64 = Base64.getEncoder();
      String text =
          "%s argon2id %d %d %s %s\n"
              .formatted(
                  HEAD,
                  wrap.memoryKb(),
                  wrap.passes(),
                  base64.encodeToString(wrap.salt().toArray()),
                  base64.encodeToString(body));
      return new KeyFile(text, Optional.of(wrap), Optional.of(key));
    }

    /// @throws IllegalArgumentException if it is no key file
    static KeyFile read(String text) {
      String[] parts = text.strip().split(" ", -1);
      if (parts.length == 3 && parts[0].equals(HEAD) && parts[1].equals("plain")) {
        byte[] key = Base64.getDecoder().decode(parts[2]);
        if (key.length == KEY_BYTES) return new KeyFile(text, Optional.empty(), Optional.of(key));
      }
      if (parts.length == 6 && parts[0].equals(HEAD) && parts[1].equals("argon2id")) {
        Bytes salt = Bytes.wrap(Base64.getDecoder().decode(parts[4]));
        Base64.getDecoder().decode(parts[5]);
        var wrap = new Passphrase(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]), salt);
        return new KeyFile(text, Optional.of(wrap), Optional.empty());
      }
      throw new IllegalArgumentException("expected one line '" + HEAD + " plain KEY'");
    }

    Optional<KeyFile> unlocked(String passphrase) {
      byte[] body = Base64.getDecoder().decode(text.strip().split(" ", -1)[5]);
      byte[] outer = wrap.orElseThrow().key(passphrase, KEY_BYTES);
      return opened(outer, WRAPPED_FOR, body).map(key -> new KeyFile(text, wrap, Optional.of(key)));
    }

    /// Not the key.
    @Override
    public String toString() {
      return "KeyFile[" + (wrap.isPresent() ? "with a passphrase" : "plain") + "]";
    }
  }
}
