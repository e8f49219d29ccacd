package steward.sim.kasa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// The KLAP side of a device: handshakes, the one session that it has, and requests in it. Confined
/// to its device's context.
final class KlapGate {
  private static final int FORBIDDEN = 403;
  private static final int MALFORMED = 400;

  private final boolean second;
  private final UnaryOperator<String> answers;
  private final SecureRandom random = new SecureRandom();
  private byte[] secret;
  private @Nullable Session session;
  private int handshakes;

  /// “Third-party compatibility” is switched off.
  boolean closed;

  /// Each session is good for one request.
  boolean oneRequest;

  /// After it lost the session it answers something that is no HTTP.
  boolean talksNonsense;

  private static final class Session {
    byte[] local = {};
    byte[] remote = {};
    String id = "";
    boolean proved;
  }

  /// @param body empty for none
  /// @param cookie the line of `Set-Cookie`; empty for none
  record Reply(int status, Bytes body, String cookie) {}

  /// @param second hashes of version 2
  /// @param answers the answer to a request in plain text
  KlapGate(boolean second, UnaryOperator<String> answers) {
    this.second = second;
    this.answers = answers;
    secret = secret("", "");
  }

  /// Binds the device to an account.
  void bind(String email, String password) {
    secret = secret(email, password);
    session = null;
  }

  void forget() {
    session = null;
  }

  int handshakes() {
    return handshakes;
  }

  private byte[] secret(String email, String password) {
    byte[] name = email.getBytes(StandardCharsets.UTF_8);
    byte[] word = password.getBytes(StandardCharsets.UTF_8);
    return second
        ? sha256(digest("SHA-1", name), digest("SHA-1", word))
        : digest("MD5", digest("MD5", name), digest("MD5", word));
  }

  /// What the device answers; nothing where it answers what is no HTTP.
  Optional<Reply> take(String path, String query, String cookie, byte[] body) {
    return switch (path) {
      case "/app/handshake1" -> Optional.of(greet(body));
      case "/app/handshake2" -> Optional.of(prove(cookie, body));
      case "/app/request" -> request(query, cookie, body);
      default -> Optional.of(new Reply(404, Bytes.EMPTY, ""));
    };
  }

  private Reply greet(byte[] body) {
    if (closed) return new Reply(FORBIDDEN, Bytes.EMPTY, "");
    if (body.length != 16) return new Reply(MALFORMED, Bytes.EMPTY, "");
    handshakes++;
    var fresh = new Session();
    fresh.local = body;
    fresh.remote = new byte[16];
    random.nextBytes(fresh.remote);
    byte[] id = new byte[16];
    random.nextBytes(id);
    fresh.id = HexFormat.of().withUpperCase().formatHex(id);
    // Whoever greets takes the place of whoever was here before.
    session = fresh;
    byte[] hash = second ? sha256(fresh.local, fresh.remote, secret) : sha256(fresh.local, secret);
    String cookie = "TP_SESSIONID=" + fresh.id + ";TIMEOUT=86400";
    return new Reply(200, Bytes.wrap(joined(fresh.remote, hash)), cookie);
  }

  private Reply prove(String cookie, byte[] body) {
    Session here = session;
    if (here == null || !cookie.equals("TP_SESSIONID=" + here.id)) {
      return new Reply(FORBIDDEN, Bytes.EMPTY, "");
    }
    byte[] expected =
        second ? sha256(here.remote, here.local, secret) : sha256(here.remote, secret);
    here.proved = MessageDigest.isEqual(expected, body);
    return new Reply(here.proved ? 200 : FORBIDDEN, Bytes.EMPTY, "");
  }

  private Optional<Reply> request(String query, String cookie, byte[] body) {
    Session here = session;
    boolean mine = here != null && here.proved && cookie.equals("TP_SESSIONID=" + here.id);
    if (!mine || here == null) {
      return talksNonsense ? Optional.empty() : Optional.of(new Reply(FORBIDDEN, Bytes.EMPTY, ""));
    }
    if (!query.matches("seq=-?[0-9]{1,10}") || body.length < 48) {
      return Optional.of(new Reply(MALFORMED, Bytes.EMPTY, ""));
    }
    int number = (int) Long.parseLong(query.substring(4));
    byte[] cipher = Arrays.copyOfRange(body, 32, body.length);
    if (!MessageDigest.isEqual(sign(here, number, cipher), Arrays.copyOf(body, 32))) {
      return Optional.of(new Reply(FORBIDDEN, Bytes.EMPTY, ""));
    }
    String plain = new String(crypt(here, number, false, cipher), StandardCharsets.UTF_8);
    byte[] answer =
        crypt(here, number, true, answers.apply(plain).getBytes(StandardCharsets.UTF_8));
    if (oneRequest) session = null;
    return Optional.of(new Reply(200, Bytes.wrap(joined(sign(here, number, answer), answer)), ""));
  }

  private byte[] sign(Session here, int number, byte[] cipher) {
    byte[] all = sha256("ldk".getBytes(StandardCharsets.UTF_8), here.local, here.remote, secret);
    byte[] key = Arrays.copyOf(all, 28);
    return sha256(key, ByteBuffer.allocate(4).putInt(number).array(), cipher);
  }

  private byte[] crypt(Session here, int number, boolean encrypts, byte[] text) {
    byte[] key = sha256("lsk".getBytes(StandardCharsets.UTF_8), here.local, here.remote, secret);
    byte[] iv = sha256("iv".getBytes(StandardCharsets.UTF_8), here.local, here.remote, secret);
    byte[] vector = ByteBuffer.allocate(16).put(iv, 0, 12).putInt(number).array();
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
          new SecretKeySpec(Arrays.copyOf(key, 16), "AES"),
          new IvParameterSpec(vector));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a request that was signed and cannot be read", e);
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  private static byte[] sha256(byte[]... parts) {
    return digest("SHA-256", parts);
  }

  static byte[] digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      List.of(parts).forEach(digest::update);
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
