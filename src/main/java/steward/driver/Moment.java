package steward.driver;

import java.time.Instant;
import steward.value.Bytes;

/// When an input came, and the random bytes that the driver asked for with [Driver#randomBytes].
public record Moment(Instant at, Bytes random) {
  public static Moment at(Instant at) {
    return new Moment(at, Bytes.EMPTY);
  }
}
