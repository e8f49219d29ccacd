package steward.drivers.kasa;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import steward.value.Bytes;

/// Digests over several parts, as KLAP makes them.
final class Digests {
  private Digests() {}

  static Bytes md5(Bytes... parts) {
    return of("MD5", parts);
  }

  static Bytes sha1(Bytes... parts) {
    return of("SHA-1", parts);
  }

  static Bytes sha256(Bytes... parts) {
    return of("SHA-256", parts);
  }

  private static Bytes of(String algorithm, Bytes... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (Bytes part : parts) digest.update(part.unsafeArray());
      return Bytes.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /// In a time that does not tell where they differ.
  static boolean areEqual(Bytes one, Bytes other) {
    return MessageDigest.isEqual(one.unsafeArray(), other.unsafeArray());
  }

  static Bytes slice(Bytes bytes, int from, int to) {
    byte[] part = new byte[to - from];
    System.arraycopy(bytes.unsafeArray(), from, part, 0, part.length);
    return Bytes.wrap(part);
  }

  static Bytes joined(Bytes one, Bytes other) {
    byte[] both = new byte[one.length() + other.length()];
    System.arraycopy(one.unsafeArray(), 0, both, 0, one.length());
    System.arraycopy(other.unsafeArray(), 0, both, one.length(), other.length());
    return Bytes.wrap(both);
  }
}
