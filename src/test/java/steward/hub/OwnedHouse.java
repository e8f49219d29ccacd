package steward.hub;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A running house with doors of TLS that Alice owns, claimed over the wire as a person would.
/// Whoever calls it, on this machine too, is a stranger until it signs in.
final class OwnedHouse implements AutoCloseable {
  private final Path home;
  private RunningHouse running;
  final String setupCode;
  final Token alice;
  final String session;
  final String device;

  private OwnedHouse(Path home, RunningHouse running, String setupCode, Wire.Answer claimed) {
    this.home = home;
    this.setupCode = setupCode;
    this.running = running;
    alice = Token.of(claimed.json().get("enrolment"));
    session = claimed.cookie("__Host-session");
    device = claimed.cookie("__Host-device");
  }

  static RunningHouse open(Path home, String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "https.port=0",
                "https.certificate-port=0",
                "https.listen=loopback",
                "access.loopback=off"));
    all.addAll(List.of(settings));
    return RunningHouse.on(home, all.toArray(String[]::new));
  }

  static String wish(String code, String user) {
    return """
    {"code":"%s","user":"%s","client":"Laptop","zone":"Europe/Vienna"}\
    """
        .formatted(code, user);
  }

  static String code(RunningHouse house) {
    return house.house.doorkeeper().claim().offer().orElseThrow().code();
  }

  static OwnedHouse on(Path home, String... settings) {
    RunningHouse house = open(home, settings);
    String code = code(house);
    Wire.Answer claimed =
        Wire.ask(Wire.tls(house.house.port("https")), "POST", "/api/v1/claim", wish(code, "Alice"));
    if (claimed.status() != 201) throw new IllegalStateException(claimed.body());
    return new OwnedHouse(home, house, code, claimed);
  }

  RunningHouse running() {
    return running;
  }

  void restart(String... settings) {
    running.close();
    running = open(home, settings);
  }

  int https() {
    return running.house.port("https");
  }

  int http() {
    return running.house.port("http");
  }

  /// Asks over TLS, with these headers in pairs.
  Wire.Answer ask(String method, String path, String body, String... headers) {
    return Wire.ask(Wire.tls(https()), method, "/api/v1" + path, body, headers);
  }

  /// Asks with the cookie of a session.
  Wire.Answer as(String session, String method, String path, String body) {
    return ask(method, path, body, "Cookie", "__Host-session=" + session);
  }

  /// Asks as Alice, who gave a code just now.
  Wire.Answer alice(String method, String path, String body) {
    return as(session, method, path, body);
  }

  /// A new user with a client; what the client got.
  Token newUser(String name, String role, String more) {
    String body = "{\"name\":\"%s\",\"role\":\"%s\"%s}".formatted(name, role, more);
    Wire.Answer user = alice("POST", "/users", body);
    if (user.status() != 201) throw new IllegalStateException(user.body());
    String id = user.json().get("id").text();
    Wire.Answer made =
        alice("POST", "/users/" + id + "/clients", "{\"name\":\"" + name + "'s client\"}");
    if (made.status() != 201) throw new IllegalStateException(made.body());
    return Token.of(made.json().get("enrolment"));
  }

  Wire.Answer signIn(String client, String code, String... headers) {
    return ask(
        "POST", "/session", "{\"client\":\"%s\",\"code\":\"%s\"}".formatted(client, code), headers);
  }

  /// The session of a client that signs in with its code of now.
  String signedIn(Token token) {
    Wire.Answer answer = signIn(token.client(), token.code());
    if (answer.status() != 200) throw new IllegalStateException(answer.body());
    return answer.cookie("__Host-session");
  }

  @Override
  public void close() {
    running.close();
  }
}
