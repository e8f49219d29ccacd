package steward.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import steward.value.Span;

/// What a key may hold: how its text is read, what a person is told was expected, and its JSON
/// Schema.
///
/// @param title the type's column in the table of the documentation
/// @param expected completes "expected …"
/// @param reader gives empty for a text that is not one of these
/// @param schema the members of the JSON Schema, without braces
record Kind<T>(String title, String expected, Function<String, Optional<T>> reader, String schema) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) ?(|B|KB|MB|GB|KiB|MiB|GiB)");
  private static final Pattern HERE =
      Pattern.compile(
          "([a-z0-9][a-z0-9.-]{0,252})=(127(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}):(\\d{1,5})");

  /// A mail address as it can stand in an envelope.
  static final String MAIL_ADDRESS =
      "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+){0,10}";

  private static final int NAMES_MAX = 32;
  private static final Pattern WHOLE = Pattern.compile("\\d{1,10}");

  static Kind<String> text(int lengthMax) {
    return new Kind<>(
        "text",
        "a text of 1 to " + lengthMax + " characters",
        text -> text.isBlank() || text.length() > lengthMax ? Optional.empty() : Optional.of(text),
        "\"type\": \"string\", \"minLength\": 1, \"maxLength\": " + lengthMax);
  }

  static Kind<String> word(List<String> words) {
    String listed = String.join(", ", words);
    return new Kind<>(
        "one of " + listed,
        "one of " + listed,
        text -> words.contains(text) ? Optional.of(text) : Optional.empty(),
        "\"enum\": [\"" + String.join("\", \"", words) + "\"]");
  }

  static Kind<Integer> whole(int min, int max) {
    return new Kind<>(
        "whole number, " + min + " to " + max,
        "a whole number from " + min + " to " + max,
        text -> number(text, min, max).map(Long::intValue),
        "\"type\": \"integer\", \"minimum\": " + min + ", \"maximum\": " + max);
  }

  /// A port that is always open.
  static Kind<Port> port() {
    return new Kind<>(
        "port, 0 to 65535",
        "a port from 1 to 65535, or 0 for any free one",
        text -> number(text, 0, 65_535).map(n -> new Port(n.intValue())),
        "\"type\": \"integer\", \"minimum\": 0, \"maximum\": 65535");
  }

  static Kind<Port> portOrOff() {
    return new Kind<>(
        "port, 0 to 65535, or `off`",
        "a port from 1 to 65535, 0 for any free one, or off",
        text -> text.equals("off") ? Optional.of(Port.OFF) : port().reader.apply(text),
        "\"oneOf\": [{" + port().schema + "}, {\"const\": \"off\"}]");
  }

  static Kind<Duration> span(Duration min, Duration max) {
    String range = Span.text(min) + " to " + Span.text(max);
    return new Kind<>(
        "span, " + range,
        "a span such as 10s, 5m, 2h or 35d, from " + range,
        text -> span(text).filter(span -> span.compareTo(min) >= 0 && span.compareTo(max) <= 0),
        "\"type\": \"string\", \"pattern\": \"^([0-9]{1,9}(ms|s|m|h|d)|P[0-9DTHMS.]+)$\"");
  }

  /// A number of bytes.
  static Kind<Long> size(long min, long max) {
    return new Kind<>(
        "size, " + sizeText(min) + " to " + sizeText(max),
        "a size such as 64KiB, 16MiB or 1GB, from " + sizeText(min) + " to " + sizeText(max),
        text -> size(text).filter(bytes -> bytes >= min && bytes <= max),
        "\"oneOf\": [{\"type\": \"integer\", \"minimum\": %d, \"maximum\": %d}, {\"type\": \"string\", \"pattern\": \"%s\"}]"
            .formatted(min, max, "^[0-9]{1,12} ?(B|KB|MB|GB|KiB|MiB|GiB)?$"));
  }

  /// Names separated by commas or spaces; an empty text is none.
  ///
  /// @param what completes "expected"
  /// @param each what one name must match
  static Kind<List<String>> names(String what, String each) {
    return new Kind<>(
        "names, separated by commas",
        what,
        text -> {
          var names = Arrays.stream(text.split("[,\\s]+", -1)).filter(n -> !n.isEmpty()).toList();
          return names.size() <= NAMES_MAX && names.stream().allMatch(n -> n.matches(each))
              ? Optional.of(names)
              : Optional.empty();
        },
        "\"type\": \"string\"");
  }

  /// One name, or none.
  static Kind<String> optionalName(String expected, String pattern) {
    return new Kind<>(
        "name, or empty",
        expected,
        text -> text.isEmpty() || text.matches(pattern) ? Optional.of(text) : Optional.empty(),
        "\"type\": \"string\"");
  }

  /// A file by its whole path.
  static Kind<Path> place() {
    return new Kind<>(
        "path",
        "a path from the root",
        text ->
            text.startsWith("/") && text.indexOf('\0') < 0
                ? Optional.of(Path.of(text))
                : Optional.empty(),
        "\"type\": \"string\"");
  }

  /// Hosts and the places on this machine that stand in for them.
  static Kind<Map<String, InetSocketAddress>> here() {
    return new Kind<>(
        "host=address:port, separated by commas; the address of this machine itself",
        "host names with a loopback address and a port, such as api.example.com=127.0.0.1:9443",
        text -> {
          var places = new TreeMap<String, InetSocketAddress>();
          for (String one : text.split("[,\\s]+", -1)) {
            if (one.isEmpty()) continue;
            var match = HERE.matcher(one);
            if (!match.matches() || places.size() >= NAMES_MAX) return Optional.empty();
            int port = Integer.parseInt(match.group(3));
            if (port < 1 || port > 65_535) return Optional.empty();
            places.put(
                match.group(1), new InetSocketAddress(InetAddress.ofLiteral(match.group(2)), port));
          }
          return Optional.of(Map.copyOf(places));
        },
        "\"type\": \"string\"");
  }

  /// One level of an MQTT topic.
  static Kind<String> topicLevel() {
    String pattern = "[A-Za-z0-9_-]{1,64}";
    return new Kind<>(
        "one level of a topic",
        "one level of a topic, such as homeassistant, and not steward",
        text ->
            text.matches(pattern) && !text.equals("steward") ? Optional.of(text) : Optional.empty(),
        "\"type\": \"string\", \"pattern\": \"^" + pattern + "$\"");
  }

  /// An address of IPv4 in figures.
  static Kind<String> fourFigures() {
    String part = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    String pattern = part + "(\\." + part + "){3}";
    return new Kind<>(
        "address",
        "an IPv4 address in figures",
        text -> text.matches(pattern) ? Optional.of(text) : Optional.empty(),
        "\"type\": \"string\", \"format\": \"ipv4\"");
  }

  /// A time zone by its name in the IANA list; an empty text is the zone of the system.
  static Kind<ZoneId> zone() {
    return new Kind<>(
        "time zone",
        "a time zone such as Europe/Zurich",
        text -> {
          try {
            return Optional.of(text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text));
          } catch (DateTimeException _) {
            return Optional.empty();
          }
        },
        "\"type\": \"string\"");
  }

  /// The address of a broker; an empty text is none.
  static Kind<Optional<Broker>> broker() {
    return new Kind<>(
        "URL",
        "a URL such as mqtt://user@host:1883 or mqtts://host:8883, with the password in a file of its own",
        text ->
            text.isEmpty()
                ? Optional.of(Optional.empty())
                : Broker.parse(text).flatMap(one -> Optional.of(Optional.of(one))),
        "\"type\": \"string\", \"pattern\": \"^(mqtts?://[^/?#]+/?)?$\"");
  }

  /// The address of a mail server; an empty text is none.
  static Kind<Optional<MailServer>> mailServer() {
    return new Kind<>(
        "URL",
        "a URL such as smtp://user@mail.home:587 or smtps://mail.home, with the password in a file of its own",
        text ->
            text.isEmpty()
                ? Optional.of(Optional.empty())
                : MailServer.parse(text).flatMap(one -> Optional.of(Optional.of(one))),
        "\"type\": \"string\", \"pattern\": \"^(smtps?://[^/?#]+/?)?$\"");
  }

  /// A text that is as a pattern says; an empty text is none.
  static Kind<Optional<String>> like(String title, String expected, String pattern) {
    return new Kind<>(
        title,
        expected,
        text ->
            text.isEmpty()
                ? Optional.of(Optional.empty())
                : text.matches(pattern) ? Optional.of(Optional.of(text)) : Optional.empty(),
        "\"type\": \"string\"");
  }

  /// A file, relative to the home folder; an empty text is none.
  static Kind<Optional<Path>> file() {
    return new Kind<>(
        "file, relative to the home folder",
        "the path of a file",
        text -> {
          if (text.isEmpty()) return Optional.of(Optional.empty());
          return text.indexOf('\0') >= 0
              ? Optional.empty()
              : Optional.of(Optional.of(Path.of(text)));
        },
        "\"type\": \"string\"");
  }

  private static Optional<Long> number(String text, long min, long max) {
    if (!WHOLE.matcher(text).matches()) return Optional.empty();
    long number = Long.parseLong(text);
    return number < min || number > max ? Optional.empty() : Optional.of(number);
  }

  private static Optional<Duration> span(String text) {
    try {
      return Optional.of(Span.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Long> size(String text) {
    var match = SIZE.matcher(text);
    if (!match.matches()) return Optional.empty();
    long one =
        switch (match.group(2)) {
          case "KB" -> 1_000L;
          case "MB" -> 1_000_000L;
          case "GB" -> 1_000_000_000L;
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          default -> 1L;
        };
    long amount = Long.parseLong(match.group(1));
    return amount > Long.MAX_VALUE / one ? Optional.empty() : Optional.of(amount * one);
  }

  /// The shortest text that is read back as this many bytes.
  static String sizeText(long bytes) {
    for (int power = 3; power > 0; power--) {
      long binary = 1L << (10 * power);
      if (bytes > 0 && bytes % binary == 0)
        return bytes / binary + " KMG".substring(power, power + 1) + "iB";
      long decimal = (long) Math.pow(1_000, power);
      if (bytes > 0 && bytes % decimal == 0)
        return bytes / decimal + " KMG".substring(power, power + 1) + "B";
    }
    return Long.toString(bytes);
  }
}
