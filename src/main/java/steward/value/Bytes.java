package steward.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An immutable sequence of bytes with value equality, such as the payload of a message.
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of these bytes; later changes of the array are not seen.
  public static Bytes of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /// Takes the array without a copy. The caller promises never to touch it again.
  public static Bytes wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes);
  }

  /// The text as UTF-8.
  public static Bytes utf8(String text) {
    return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// The byte at this index.
  ///
  /// @throws ArrayIndexOutOfBoundsException outside `0..length()-1`
  public byte at(int index) {
    return bytes[index];
  }

  /// The bytes read as UTF-8; what is not valid becomes U+FFFD.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  /// The array itself, for a writer that only reads it. Never change it.
  public byte[] unsafeArray() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length <= 64 ? text() : text().substring(0, 60) + "… (" + bytes.length + " bytes)";
  }
}
