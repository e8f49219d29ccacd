package steward.drivers.shelly;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.driver.Payload;
import steward.value.Bytes;
import steward.value.Sha256;

/// The digest with SHA-256 by which these devices ask for a password: over HTTP as RFC 7616 has it,
/// in frames of the WebSocket with a fixed method and address. The password itself never leaves;
/// who asks gets enough to try passwords with, so only the device of our name is answered.
final class Digest {
  static final String USER = "admin";

  private static final Pattern PAIR =
      Pattern.compile("(\\w{1,20})=(?:\"([^\"]{0,200})\"|([^,\\s]{1,200}))");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

  private Digest() {}

  /// What a device asks with.
  record Challenge(String realm, String nonce, long nc) {
    /// The same for the next request: each counts up.
    Challenge used() {
      return new Challenge(realm, nonce, nc + 1);
    }

    /// Whether the device of this MAC asks: its realm is its name, which ends with it.
    boolean isOf(String mac) {
      return realm.toLowerCase(Locale.ROOT).endsWith("-" + mac.toLowerCase(Locale.ROOT));
    }
  }

  static String sha256(String text) {
    return Sha256.hex(text);
  }

  static String secret(String realm, String password) {
    return sha256(USER + ":" + realm + ":" + password);
  }

  private static String response(
      String realm, String password, String nonce, String nc, String cnonce, String what) {
    return sha256(
        secret(realm, password) + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + sha256(what));
  }

  /// The member `auth` of a frame.
  static String frame(Challenge challenge, String password, String cnonce) {
    String nc = String.valueOf(challenge.nc());
    String response =
        response(
            challenge.realm(), password, challenge.nonce(), nc, cnonce, "dummy_method:dummy_uri");
    return "{\"realm\":\""
        + challenge.realm()
        + "\",\"username\":\"admin\",\"nonce\":"
        + challenge.nonce()
        + ",\"cnonce\":"
        + cnonce
        + ",\"nc\":"
        + nc
        + ",\"response\":\""
        + response
        + "\",\"algorithm\":\"SHA-256\"}";
  }

  /// The header `Authorization` of a request.
  static String header(
      Challenge challenge, String password, String cnonce, String method, String path) {
    String nc = String.format(Locale.ROOT, "%08x", challenge.nc());
    String response =
        response(challenge.realm(), password, challenge.nonce(), nc, cnonce, method + ":" + path);
    return "Digest username=\"admin\", realm=\""
        + challenge.realm()
        + "\", nonce=\""
        + challenge.nonce()
        + "\", uri=\""
        + path
        + "\", cnonce=\""
        + cnonce
        + "\", nc="
        + nc
        + ", qop=auth, response=\""
        + response
        + "\", algorithm=SHA-256";
  }

  /// Reads the challenge of a frame: a text that holds JSON.
  static Optional<Challenge> ofFrame(String message) {
    if (message.length() > 1000) return Optional.empty();
    Payload json = Payload.json(Bytes.utf8(message)).orElse(Payload.MISSING);
    String nonce = json.at("nonce").textOr("");
    // In a frame it is a number, and is sent back as one.
    if (!json.at("auth_type").textOr("").equals("digest") || !nonce.matches("\\d{1,18}"))
      return Optional.empty();
    return challenge(
        json.at("realm").textOr(""),
        nonce,
        json.at("nc").wholeOr(1),
        json.at("algorithm").textOr("SHA-256"));
  }

  /// Reads the header `WWW-Authenticate`.
  static Optional<Challenge> ofHeader(String header) {
    if (header.length() > 1000 || !header.regionMatches(true, 0, "digest ", 0, 7))
      return Optional.empty();
    Map<String, String> parts = new HashMap<>();
    Matcher pair = PAIR.matcher(header);
    while (pair.find()) {
      String value = pair.group(2) == null ? pair.group(3) : pair.group(2);
      parts.putIfAbsent(pair.group(1).toLowerCase(Locale.ROOT), value);
    }
    return challenge(
        parts.getOrDefault("realm", ""),
        parts.getOrDefault("nonce", ""),
        1,
        parts.getOrDefault("algorithm", ""));
  }

  private static Optional<Challenge> challenge(
      String realm, String nonce, int nc, String algorithm) {
    boolean fits =
        WORD.matcher(realm).matches()
            && WORD.matcher(nonce).matches()
            && nc >= 0
            && algorithm.equals("SHA-256");
    return fits ? Optional.of(new Challenge(realm, nonce, nc)) : Optional.empty();
  }
}
