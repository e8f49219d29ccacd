package steward.driver.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steward.driver.Pace;
import steward.driver.Payload;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Udn;

/// What is particular to the cloud of one maker. Pure and stateless.
///
/// @param <K> what is known of the account and its devices; immutable, bounded
public interface Service<K> {

  /// Before anything was heard.
  K start();

  /// How it is signed in to.
  SignIn signIn();

  Pace.Rhythm rhythm();

  /// How many requests are borne under this name.
  Budget budget(String purse);

  /// What is to be read now; nothing where all is fresh.
  ///
  /// @param eager whether the effect of a command is looked for
  List<Call> look(K known, Instant now, boolean eager);

  /// Reads the answer to a request.
  Heard<K> heard(K known, Call call, Payload answer, Instant now);

  /// What an action comes to.
  Order order(K known, Udn thing, Action action, Instant now);

  /// What is known once a request went out.
  default K sent(K known, Call call, Instant now) {
    return known;
  }

  /// What is known once a minor request was refused.
  default K refused(K known, Call call, Instant now) {
    return known;
  }

  /// A request that the service answers when something happens; none where it has no such thing.
  default Optional<Call> listen(K known) {
    return Optional.empty();
  }

  default Verdict verdict(Message.HttpResponse answer) {
    return Verdict.of(answer.status());
  }

  /// How long a command may wait before it is sent.
  default Duration valid() {
    return Duration.ofSeconds(25);
  }
}
