package steward.link;

import java.security.SecureRandom;
import java.time.Instant;
import steward.driver.Driver;
import steward.driver.Moment;
import steward.value.Bytes;

/// Makes the moments that drivers are told: the instant, and the random bytes that they ask for.
/// Thread-safe.
final class Moments {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Moments() {}

  static Moment of(Driver<?> driver, Instant at) {
    int wanted = driver.randomBytes();
    if (wanted == 0) return Moment.at(at);
    byte[] random = new byte[wanted];
    RANDOM.nextBytes(random);
    return new Moment(at, Bytes.wrap(random));
  }
}
