package steward.drivers.sonoff;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.driver.Payload;
import steward.value.Bytes;
import steward.value.Text;

/// The first question of a stock device of firmware 1.0 to 1.5, `POST /dispatch/device`: where is
/// the server that I shall speak with? Pure.
///
/// The answer names this house. It must be sent with its length and in one piece.
public final class Dispatch {
  /// The path of the question, and of the WebSocket that follows it.
  public static final String PATH = "/dispatch/device";

  public static final String SOCKET_PATH = "/api/ws";

  private static final Pattern KEY = Pattern.compile("[0-9A-Za-z-]{8,64}");

  private Dispatch() {}

  /// Who asks.
  ///
  /// @param key the device's own key: a secret that is also the key of LAN mode in later firmware
  public record Asker(String id, String key, String model, String firmware) {

    /// Without the key.
    @Override
    public String toString() {
      return "Asker[" + id + " " + model + " " + firmware + "]";
    }

    /// Compares in constant time.
    public boolean hasKey(String expected) {
      return MessageDigest.isEqual(
          Bytes.utf8(key).unsafeArray(), Bytes.utf8(expected).unsafeArray());
    }
  }

  /// Reads the question, or a `register` of the WebSocket, which holds the same.
  public static Optional<Asker> asker(Bytes body) {
    Payload json = Payload.json(body).orElse(Payload.MISSING);
    String id = json.at("deviceid").textOr("").toLowerCase(Locale.ROOT);
    String key = json.at("apikey").textOr("");
    if (!Announcement.ID.matcher(id).matches() || !KEY.matcher(key).matches())
      return Optional.empty();
    return Optional.of(new Asker(id, key, word(json.at("model")), word(json.at("romVersion"))));
  }

  private static String word(Payload text) {
    String clean = Text.clean(text.textOr("")).strip();
    return clean.length() <= 40 ? clean : clean.substring(0, 40);
  }

  /// The answer's body.
  ///
  /// @param address of this house in figures on the device's network
  public static String answer(String address, int port) {
    if (!address.matches("[0-9.]{7,15}"))
      throw new IllegalArgumentException("an IPv4 address in figures, not '" + address + "'");
    return "{\"error\":0,\"reason\":\"ok\",\"IP\":\"" + address + "\",\"port\":" + port + "}";
  }

  /// The answer to a question that cannot be read.
  public static String refusal() {
    return "{\"error\":400,\"reason\":\"bad request\"}";
  }
}
