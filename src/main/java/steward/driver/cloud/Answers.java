package steward.driver.cloud;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Message;
import steward.value.Text;

/// What is common to the answers of all services.
final class Answers {
  private static final Duration HOLD = Duration.ofMinutes(1);
  static final Duration HOLD_MAX = Duration.ofHours(1);
  private static final int SAID_MAX = 120;

  private Answers() {}

  /// Whether the request was never received.
  static boolean isNeverThere(Message.Failed.Why why) {
    return switch (why) {
      case UNREACHABLE, UNTRUSTED, FORBIDDEN -> true;
      case LATE, BROKEN -> false;
    };
  }

  /// How long a service that has enough of us wants to be left alone.
  static Duration hold(Message.HttpResponse answer, Instant now) {
    String said = answer.headers().getOrDefault("retry-after", "").strip();
    Duration hold = HOLD;
    if (said.matches("\\d{1,6}")) {
      hold = Duration.ofSeconds(Long.parseLong(said));
    } else if (!said.isEmpty()) {
      try {
        Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(said));
        hold = Duration.between(now, at);
      } catch (DateTimeException _) {
        // As if it had said nothing.
      }
    }
    if (hold.compareTo(HOLD_MAX) > 0) return HOLD_MAX;
    return hold.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : hold;
  }

  static Optional<Payload> json(Message.HttpResponse answer) {
    return answer.body().isEmpty() ? Optional.of(Payload.MISSING) : Payload.json(answer.body());
  }

  /// What a service says of its refusal, as the end of a sentence.
  static String said(Message.HttpResponse answer) {
    Payload body = Payload.json(answer.body()).orElse(Payload.MISSING);
    String said =
        body.at("error")
            .at("message")
            .text()
            .or(() -> body.at("error_description").text())
            .or(() -> body.at("error").text())
            .map(text -> Text.clean(text).strip())
            .orElse("");
    String cut = said.length() > SAID_MAX ? said.substring(0, SAID_MAX) + "…" : said;
    return cut.isEmpty() ? "(" + answer.status() + ")" : "(" + answer.status() + "): “" + cut + "”";
  }
}
