package steward.driver.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.thing.Message;
import steward.value.Bytes;

/// Where tokens are got: asks for them and reads what comes, as RFC 6749 has it. Confined to one
/// step.
///
/// A new refresh token is kept before anything is asked with what came with it: the service may
/// have forgotten the older one already.
final class Desk {
  private static final Set<String> OVER =
      Set.of("invalid_grant", "invalid_client", "unauthorized_client");
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final Duration LIFE_MAX = Duration.ofDays(1);
  private static final int TOKEN_MAX = 8_000;

  private final SignIn at;
  private final Voice voice;

  Desk(SignIn at, Voice voice) {
    this.at = at;
    this.voice = voice;
  }

  /// What gets the next tokens.
  Call call(Tokens tokens) {
    var form = new Form();
    if (tokens.code().isEmpty()) {
      form.with("grant_type", "refresh_token").with("refresh_token", tokens.refresh());
    } else {
      form.with("grant_type", "authorization_code")
          .with("code", tokens.code())
          .with("redirect_uri", at.redirect());
    }
    form.with("client_id", at.client()).with("client_secret", tokens.secret());
    return Call.post(
        "token",
        at.host(),
        at.path(),
        "application/x-www-form-urlencoded",
        form.toString(),
        Purses.TOKEN);
  }

  /// @return the tokens from now on; those that were where the answer holds none
  Tokens heard(Tokens tokens, Message.HttpResponse answer, Instant now) {
    Payload body = Payload.json(answer.body()).orElse(Payload.MISSING);
    String error = body.at("error").textOr("");
    if (OVER.contains(error) || answer.status() == 401) return over(tokens, error);
    String access = token(body.at("access_token"));
    if (answer.status() / 100 != 2 || access.isEmpty()) return tokens;
    String refresh = token(body.at("refresh_token"));
    Tokens given = tokens.given(access, refresh, now.plus(life(body.at("expires_in"))));
    if (given.refresh().isEmpty()) return over(tokens, "no_refresh_token");
    if (!given.refresh().equals(tokens.refresh()))
      voice.add(new Effect.Keep(SignIn.REFRESH, Bytes.utf8(given.refresh())));
    if (!tokens.code().isEmpty()) voice.add(new Effect.Keep(SignIn.CODE, Bytes.EMPTY));
    voice.add(new Effect.Keep(SignIn.ACCESS, given.accessToKeep()));
    return given;
  }

  private Tokens over(Tokens tokens, String error) {
    if (!tokens.code().isEmpty() && error.equals("invalid_grant")) {
      voice.add(new Effect.Keep(SignIn.CODE, Bytes.EMPTY));
      return tokens.withoutCode().refused("the code is not taken: it is valid once, for minutes");
    }
    String why =
        switch (error) {
          case "invalid_grant" -> "it does not take the kept sign-in any more";
          case "no_refresh_token" -> "it gave access for a while only";
          default -> "it does not take the client id or its secret";
        };
    return tokens.refused(why);
  }

  private static String token(Payload value) {
    String token = value.text().orElse("");
    boolean fits = token.length() <= TOKEN_MAX && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return fits ? token : "";
  }

  private static Duration life(Payload said) {
    OptionalDouble seconds = said.number();
    if (seconds.isEmpty() || seconds.getAsDouble() < 1) return LIFE;
    return Duration.ofSeconds(
        (long) Math.min(seconds.getAsDouble(), (double) LIFE_MAX.toSeconds()));
  }
}
