package steward.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.value.Amount;

/// Bytes of JSON text that grow as they are written. Confined to one thread.
///
/// It writes what it is told in that order and knows no nesting: the caller puts the punctuation.
/// That makes a reading about ten times cheaper than through a document tree.
final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final long YEAR_10000 = 253_402_300_800_000L;

  private byte[] bytes;
  private int length;

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  /// Forgets what was written from this length on.
  void cut(int at) {
    length = at;
  }

  /// The array that holds the text in its first [#length()] bytes; valid until the next write.
  byte[] array() {
    return bytes;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  JsonBytes add(byte[] text) {
    room(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /// Adds ASCII text as it is.
  JsonBytes raw(String ascii) {
    int n = ascii.length();
    room(n);
    for (int i = 0; i < n; i++) bytes[length + i] = (byte) ascii.charAt(i);
    length += n;
    return this;
  }

  JsonBytes raw(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  JsonBytes number(long number) {
    if (number < 0) {
      if (number == Long.MIN_VALUE) return raw(Long.toString(number));
      raw('-');
      number = -number;
    }
    room(20);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) digits++;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + number % 10);
      number /= 10;
    }
    length += digits;
    return this;
  }

  JsonBytes number(double number) {
    long whole = (long) number;
    return whole == number && Math.abs(whole) < 1_000_000_000_000L
        ? number(whole)
        : raw(Amount.plain(number));
  }

  /// Adds an instant of this many milliseconds as a quoted RFC 3339 text in UTC.
  JsonBytes instant(long ms) {
    if (ms < 0 || ms >= YEAR_10000) return text(Instant.ofEpochMilli(ms).toString());
    long days = ms / 86_400_000;
    int rest = (int) (ms % 86_400_000);
    // The civil calendar counted from 1 March of year 0 in eras of 400 years, where leap days come
    // last.
    long shifted = days + 719_468;
    int era = (int) (shifted / 146_097);
    int ofEra = (int) (shifted % 146_097);
    int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * month + 2) / 5 + 1;
    int year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
    room(26);
    raw('"').digits(year, 4).raw('-').digits(month < 10 ? month + 3 : month - 9, 2).raw('-');
    digits(day, 2).raw('T').digits(rest / 3_600_000, 2).raw(':').digits(rest / 60_000 % 60, 2);
    return raw(':').digits(rest / 1000 % 60, 2).raw('.').digits(rest % 1000, 3).raw('Z').raw('"');
  }

  private JsonBytes digits(int number, int width) {
    for (int i = length + width - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + number % 10);
      number /= 10;
    }
    length += width;
    return this;
  }

  /// Adds a quoted text. Half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD.
  JsonBytes text(String text) {
    int n = text.length();
    room(n + 2);
    bytes[length++] = '"';
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else {
        i += special(text, i, c);
        room(n - i + 1);
      }
    }
    bytes[length++] = '"';
    return this;
  }

  /// Adds a character that is not plain ASCII; returns how many further characters it took.
  private int special(String text, int at, char c) {
    room(12);
    if (c < 0x80) {
      escape(c);
      return 0;
    }
    if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | c >> 6);
      bytes[length++] = (byte) (0x80 | c & 0x3f);
      return 0;
    }
    boolean pair =
        Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    int point = pair ? text.codePointAt(at) : Character.isSurrogate(c) ? 0xfffd : c;
    if (pair) {
      bytes[length++] = (byte) (0xf0 | point >> 18);
      bytes[length++] = (byte) (0x80 | point >> 12 & 0x3f);
    } else {
      bytes[length++] = (byte) (0xe0 | point >> 12);
    }
    bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
    bytes[length++] = (byte) (0x80 | point & 0x3f);
    return pair ? 1 : 0;
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        raw("u00");
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 0xf];
      }
    }
  }

  /// Adds a document of maps, iterables, texts, numbers, truths and null.
  JsonBytes tree(@Nullable Object node) {
    switch (node) {
      case null -> raw("null");
      case String text -> text(text);
      case Boolean truth -> raw(truth.toString());
      case Double number -> number(number.doubleValue());
      case Number number -> number(number.longValue());
      case Map<?, ?> map -> object(map);
      case Iterable<?> items -> {
        char before = '[';
        for (Object item : items) {
          raw(before).tree(item);
          before = ',';
        }
        raw(before == '[' ? "[]" : "]");
      }
      default -> throw new IllegalArgumentException("no JSON for a " + node.getClass().getName());
    }
    return this;
  }

  private void object(Map<?, ?> map) {
    char before = '{';
    for (var member : map.entrySet()) {
      raw(before).text(String.valueOf(member.getKey())).raw(':').tree(member.getValue());
      before = ',';
    }
    raw(before == '{' ? "{}" : "}");
  }
}
