package steward.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// Reads the line of a reading exactly as [EntryJson] writes it, without a parser; most lines of a
/// journal are such.
///
/// Whatever differs in the least, an escape or another order of members, is left to the general
/// reader.
final class ReadingLine {
  private static final byte[] SEQ = ascii("{\"v\":1,\"seq\":");
  private static final byte[] AT = ascii(",\"at\":\"");
  private static final byte[] MONO = ascii("\",\"mono\":");
  private static final byte[] SUBJECT = ascii(",\"kind\":\"reading\",\"subject\":\"");
  private static final byte[] INFERRED = ascii(",\"inferred\":");
  private static final byte[] PRINCIPAL = ascii(",\"principal\":\"");
  private static final byte[] PROPERTY = ascii(",\"body\":{\"property\":\"");
  private static final byte[] VALUE = ascii(",\"value\":");
  private static final byte[] UNIT = ascii(",\"unit\":\"");
  private static final byte[] QUALITY = ascii(",\"quality\":\"");
  private static final byte[] END = ascii("}}");

  private final byte[] bytes;
  private final int end;
  private int at;

  private ReadingLine(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// The entry, or null where the line is not in the one form that is known here.
  static @Nullable Entry read(byte[] bytes, int from, int length) {
    try {
      return new ReadingLine(bytes, from, from + length).entry();
    } catch (Other e) {
      return null;
    }
  }

  /// The line is of another form. Without a trace: it is a way of returning, not a fault.
  private static final class Other extends Exception {
    private static final long serialVersionUID = 1L;

    Other() {
      super("another form", null, false, false);
    }
  }

  private Entry entry() throws Other {
    expect(SEQ);
    long seq = number();
    expect(AT);
    Instant time = instant();
    expect(MONO);
    long mono = number();
    expect(SUBJECT);
    String subject = text();
    long inferred = skip(INFERRED) ? number() : 0;
    expect(PRINCIPAL);
    String principal = text();
    expect(PROPERTY);
    Property property = Property.named(text()).orElseThrow(Other::new);
    expect(VALUE);
    Value value = value(property);
    expect(QUALITY);
    Quality quality = quality();
    expect(END);
    if (at != end) throw new Other();
    Fact fact = new Fact.Read(property, value, quality);
    return new Entry(seq, time, mono, subject, List.of(), inferred, principal, fact, 1);
  }

  private boolean skip(byte[] expected) {
    if (end - at < expected.length) return false;
    for (int i = 0; i < expected.length; i++) {
      if (bytes[at + i] != expected[i]) return false;
    }
    at += expected.length;
    return true;
  }

  private void expect(byte[] expected) throws Other {
    if (!skip(expected)) throw new Other();
  }

  private long number() throws Other {
    boolean negative = at < end && bytes[at] == '-';
    if (negative) at++;
    long number = 0;
    int from = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      number = number * 10 + bytes[at++] - '0';
    }
    if (at == from || at - from > 18) throw new Other();
    return negative ? -number : number;
  }

  /// The text up to the closing quote, which is passed; other than plain ASCII is left to the
  /// general reader.
  private String text() throws Other {
    int from = at;
    while (at < end && bytes[at] != '"') {
      if (bytes[at] < 0x20 || bytes[at] == '\\') throw new Other();
      at++;
    }
    if (at == end) throw new Other();
    return new String(bytes, from, at++ - from, StandardCharsets.ISO_8859_1);
  }

  private Value value(Property property) throws Other {
    if (at == end) throw new Other();
    if (bytes[at] == '"') {
      at++;
      String text = text();
      return property.type() instanceof ValueType.Texts ? new Text(text) : new Word(text);
    }
    double number = decimal();
    expect(UNIT);
    return new Amount(number, Unit.labelled(text()).orElseThrow(Other::new));
  }

  private double decimal() throws Other {
    int from = at;
    long digits = 0;
    int scale = -1;
    boolean negative = at < end && bytes[at] == '-';
    if (negative) at++;
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b >= '0' && b <= '9') {
        digits = digits * 10 + b - '0';
        if (scale >= 0) scale++;
      } else if (b == '.' && scale < 0) {
        scale = 0;
      } else {
        break;
      }
    }
    if (at == end || bytes[at] == 'E' || at - from > 15 || at == from) throw new Other();
    // Up to 15 digits both parts are exact as doubles, so that their quotient is the nearest
    // double.
    double number = scale <= 0 ? digits : digits / POWERS[scale];
    return negative ? -number : number;
  }

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Quality quality() throws Other {
    String label = text();
    for (Quality quality : Quality.values()) {
      if (quality.name().equals(label.toUpperCase(Locale.ROOT))) return quality;
    }
    throw new Other();
  }

  /// `2026-11-22T08:00:00.000Z`, passed without its closing quote.
  private Instant instant() throws Other {
    if (end - at < 24 || bytes[at + 23] != 'Z' || bytes[at + 10] != 'T' || bytes[at + 19] != '.') {
      throw new Other();
    }
    int year = digits(0, 4);
    int month = digits(5, 2);
    int day = digits(8, 2);
    int second = digits(11, 2) * 3600 + digits(14, 2) * 60 + digits(17, 2);
    int ms = digits(20, 3);
    at += 24;
    long shiftedYear = month <= 2 ? year - 1 : year;
    long era = shiftedYear / 400;
    long yearOfEra = shiftedYear - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long days =
        era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    return Instant.ofEpochMilli((days * 86_400 + second) * 1000 + ms);
  }

  private int digits(int offset, int width) throws Other {
    int number = 0;
    for (int i = at + offset; i < at + offset + width; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) throw new Other();
      number = number * 10 + digit;
    }
    return number;
  }
}
