package steward.drivers.kasa;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import steward.value.Bytes;

/// A KLAP session: its keys, and the number of the last request. Immutable.
///
/// The number is a signed 32-bit one that wraps, and is part of the initialisation vector and the
/// signature of both the request and its answer.
///
/// @param cookie the value of `TP_SESSIONID`; empty where the device gave none
/// @param until when the device will have forgotten the session
record Session(Bytes key, Bytes vector, Bytes signature, int number, String cookie, Instant until) {
  private static final Pattern ID = Pattern.compile("TP_SESSIONID=([0-9A-Za-z+/=_-]{1,128})");
  private static final Pattern TIMEOUT = Pattern.compile("TIMEOUT=([0-9]{1,8})");
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final int HASH = 32;

  /// The keys that follow from the seeds and the secret of both sides.
  static Session of(Greeting greeting, Map<String, String> headers, Instant now) {
    Bytes local = greeting.local();
    Bytes remote = greeting.remote();
    Bytes secret = greeting.secret();
    Bytes vector = Digests.sha256(Bytes.utf8("iv"), local, remote, secret);
    String cookies = headers.getOrDefault("set-cookie", "");
    return new Session(
        Digests.slice(Digests.sha256(Bytes.utf8("lsk"), local, remote, secret), 0, 16),
        Digests.slice(vector, 0, 12),
        Digests.slice(Digests.sha256(Bytes.utf8("ldk"), local, remote, secret), 0, 28),
        number(vector),
        cookie(headers),
        now.plus(lasts(cookies)));
  }

  private static int number(Bytes vector) {
    int number = 0;
    for (int i = 28; i < 32; i++) number = number << 8 | vector.at(i) & 0xff;
    return number;
  }

  /// The session's cookie of an answer. Of what the device sets only this is sent back.
  static String cookie(Map<String, String> headers) {
    Matcher id = ID.matcher(headers.getOrDefault("set-cookie", ""));
    return id.find() ? id.group(1) : "";
  }

  private static Duration lasts(String cookies) {
    Matcher timeout = TIMEOUT.matcher(cookies);
    Duration said = timeout.find() ? Duration.ofSeconds(Long.parseLong(timeout.group(1))) : USUAL;
    return said.compareTo(LEAST) < 0 ? LEAST : said;
  }

  /// With the number of the next request.
  Session next() {
    return new Session(key, vector, signature, number + 1, cookie, until);
  }

  Session withCookie(String newCookie) {
    return new Session(key, vector, signature, number, newCookie, until);
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  /// The body of the request or answer of the present number.
  Bytes seal(Bytes plain) {
    Bytes cipher =
        crypt(Cipher.ENCRYPT_MODE, plain)
            .orElseThrow(() -> new IllegalStateException("every Java has AES in CBC mode"));
    return Digests.joined(signed(cipher), cipher);
  }

  /// What the body of the present number says; nothing where it was not made with our keys for this
  /// number.
  Optional<Bytes> open(Bytes body) {
    if (body.length() < HASH + 16 || body.length() % 16 != 0) return Optional.empty();
    Bytes cipher = Digests.slice(body, HASH, body.length());
    if (!Digests.areEqual(signed(cipher), Digests.slice(body, 0, HASH))) return Optional.empty();
    return crypt(Cipher.DECRYPT_MODE, cipher);
  }

  private Bytes signed(Bytes cipher) {
    return Digests.sha256(signature, numberBytes(), cipher);
  }

  private Bytes numberBytes() {
    return Bytes.wrap(
        new byte[] {
          (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
        });
  }

  private Optional<Bytes> crypt(int mode, Bytes in) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      var iv = new IvParameterSpec(Digests.joined(vector, numberBytes()).unsafeArray());
      cipher.init(mode, new SecretKeySpec(key.unsafeArray(), "AES"), iv);
      return Optional.of(Bytes.wrap(cipher.doFinal(in.unsafeArray())));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /// Without the keys.
  @Override
  public String toString() {
    return "Session[" + number + "]";
  }
}
