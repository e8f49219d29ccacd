package steward.sim.cloud;

import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Where a simulated cloud gives tokens. Thread-safe.
///
/// A refresh token is changed each time where `rotates` says so, and the older one is dead at once.
public final class TokenDesk {
  private final String client;
  private final String secret;
  private final boolean rotates;
  private final Map<String, Long> access = new ConcurrentHashMap<>();
  private final AtomicInteger given = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String refresh;
  private volatile String code = "";
  private volatile Duration life = Duration.ofHours(3);

  public TokenDesk(String client, String secret, String refresh, boolean rotates) {
    this.client = client;
    this.secret = secret;
    this.refresh = refresh;
    this.rotates = rotates;
  }

  /// An answer: status and body.
  record Said(int status, JsonObject body) {}

  /// How long the access tokens from now on are good.
  public void live(Duration newLife) {
    life = newLife;
  }

  /// All access tokens end now.
  public void endAccess() {
    access.clear();
  }

  /// The sign-in is withdrawn: no refresh token is good any more.
  public void withdraw() {
    refresh = "";
    access.clear();
  }

  /// A person signs in: the next refresh token is this one.
  public void signIn(String newRefresh) {
    refresh = newRefresh;
  }

  /// A person signs in with a browser: the code to be changed for tokens.
  public void offer(String newCode) {
    code = newCode;
  }

  /// The refresh token that is good now.
  public String refresh() {
    return refresh;
  }

  /// How often tokens were asked for.
  public int asked() {
    return asked.get();
  }

  boolean admits(String authorization) {
    if (!authorization.startsWith("Bearer ")) return false;
    Long until = access.get(authorization.substring(7));
    return until != null && System.nanoTime() < until;
  }

  synchronized Said answer(String form) {
    asked.incrementAndGet();
    Map<String, String> fields = fields(form);
    if (!client.equals(fields.get("client_id")) || !secret.equals(fields.get("client_secret")))
      return no(401, "invalid_client");
    boolean isCode = "authorization_code".equals(fields.get("grant_type"));
    String proof = fields.getOrDefault(isCode ? "code" : "refresh_token", "");
    String good = isCode ? code : refresh;
    if (good.isEmpty() || !good.equals(proof)) return no(400, "invalid_grant");
    int number = given.incrementAndGet();
    String token = "access|" + number + "-" + Integer.toHexString(System.identityHashCode(this));
    access.put(token, System.nanoTime() + life.toNanos());
    var body =
        new JsonObject()
            .put("access_token", token)
            .put("expires_in", Math.max(1, life.toSeconds()))
            .put("token_type", "Bearer");
    if (isCode) code = "";
    if (isCode || rotates) {
      refresh = "refresh|" + number + "-" + Integer.toHexString(System.identityHashCode(this));
      body.put("refresh_token", refresh);
    }
    return new Said(200, body);
  }

  private static Said no(int status, String error) {
    return new Said(status, new JsonObject().put("error", error));
  }

  static Map<String, String> fields(String form) {
    var fields = new HashMap<String, String>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0)
        fields.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }
}
