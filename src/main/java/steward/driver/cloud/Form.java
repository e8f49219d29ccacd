package steward.driver.cloud;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The text of a form or of a query: names and values, encoded. Confined to one thread.
public final class Form {
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final StringBuilder text = new StringBuilder();

  public Form with(String name, String value) {
    if (!text.isEmpty()) text.append('&');
    text.append(encoded(name)).append('=').append(encoded(value));
    return this;
  }

  /// As a part of a path or a query.
  public static String encoded(String part) {
    var encoded = new StringBuilder();
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(b) >= 0) encoded.append((char) b);
      else encoded.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
    }
    return encoded.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
