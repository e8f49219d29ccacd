package steward.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import steward.value.Tree;

/// A SONOFF while it is an access point, asked from the computer that joined its Wi-Fi.
///
/// @param address in figures, with a port where it is not 80
record AccessPoint(String address) {
  private static final int WITHIN_MS = 10_000;
  private static final int ANSWER_MAX = 4 * 1024;

  AccessPoint {
    if (!address.matches("[0-9.]{7,15}(:\\d{1,5})?"))
      throw new IllegalArgumentException("an address in figures, not '" + address + "'");
  }

  /// Who it is: `deviceid` and `apikey`.
  Tree device() throws Failure {
    return ask("/device", Map.of());
  }

  /// Has it join a Wi-Fi and call a house.
  Tree join(String ssid, String password, String host, int port) throws Failure {
    var body = new LinkedHashMap<String, Object>();
    body.put("version", 4);
    body.put("ssid", ssid);
    body.put("password", password);
    body.put("serverName", host);
    body.put("port", port);
    return ask("/ap", body);
  }

  private Tree ask(String path, Map<String, ?> body) throws Failure {
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://" + address + path).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(WITHIN_MS);
      connection.setReadTimeout(WITHIN_MS);
      connection.setInstanceFollowRedirects(false);
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(Json.line(body).getBytes(StandardCharsets.UTF_8));
        }
      }
      try (InputStream in = connection.getInputStream()) {
        return Tree.of(Json.read(new String(in.readNBytes(ANSWER_MAX), StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw new Failure(
          Exit.UNREACHABLE,
          "nothing answers at "
              + address
              + ": join the Wi-Fi ITEAD-1000… of the unit first (password 12345678); it closes"
              + " after three minutes");
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.FAILED, "what it answers cannot be read");
    }
  }
}
