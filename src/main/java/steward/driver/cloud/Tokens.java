package steward.driver.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import steward.driver.Kept;
import steward.value.Bytes;

/// What proves who asks: secrets, all of them. Immutable.
///
/// @param code to be changed for the first tokens, once; empty where there is none
/// @param access what goes with each request; empty where there is none
/// @param until when the access ends
/// @param refused why the service gives no tokens any more; empty while it does
record Tokens(
    String secret, String refresh, String code, String access, Instant until, String refused) {
  /// So long before its end a token is not used any more.
  private static final Duration BEFORE = Duration.ofMinutes(2);

  private static final Pattern KEPT = Pattern.compile("(\\d{1,11})\n(\\S{1,8000})");

  static Tokens of(Kept kept) {
    var match = KEPT.matcher(kept.text(SignIn.ACCESS));
    boolean is = match.matches();
    return new Tokens(
        kept.text(SignIn.SECRET).strip(),
        kept.text(SignIn.REFRESH).strip(),
        kept.text(SignIn.CODE).strip(),
        is ? match.group(2) : "",
        is ? Instant.ofEpochSecond(Long.parseLong(match.group(1))) : Instant.EPOCH,
        "");
  }

  /// What a person has yet to enter; empty where all is there.
  private String missing() {
    if (secret.isEmpty()) return "the client secret is missing";
    return refresh.isEmpty() && code.isEmpty() ? "the first sign-in is missing" : "";
  }

  /// Why nothing can be asked before a person does something; empty where it can.
  String obstacle(SignIn at) {
    if (!refused.isEmpty()) return "sign in again at " + at.again() + ": " + refused;
    String missing = missing();
    return missing.isEmpty() ? "" : missing + ": sign in at " + at.again();
  }

  boolean isFresh(Instant now) {
    return !access.isEmpty() && code.isEmpty() && now.plus(BEFORE).isBefore(until);
  }

  /// The access is not taken any more.
  Tokens stale() {
    return new Tokens(secret, refresh, code, "", Instant.EPOCH, refused);
  }

  Tokens refused(String why) {
    return new Tokens(secret, refresh, code, "", Instant.EPOCH, why);
  }

  Tokens withoutCode() {
    return new Tokens(secret, refresh, "", "", Instant.EPOCH, refused);
  }

  Tokens given(String newAccess, String newRefresh, Instant newUntil) {
    String next = newRefresh.isEmpty() ? refresh : newRefresh;
    return new Tokens(secret, next, "", newAccess, newUntil, "");
  }

  Bytes accessToKeep() {
    return Bytes.utf8(until.getEpochSecond() + "\n" + access);
  }

  /// Without the secrets.
  @Override
  public String toString() {
    return "Tokens[until " + until + (refused.isEmpty() ? "]" : ", " + refused + "]");
  }
}
