package steward.driver.cloud;

import java.time.Instant;
import java.util.Optional;
import steward.driver.Effect;

/// What a wish comes to as a request; one that comes to nothing is answered here. Confined to one
/// step.
record Asking<K>(Service<K> service, Voice voice, Instant now) {

  Optional<Call> call(K known, Wish wish) {
    return switch (wish) {
      case Wish.Read read -> Optional.of(read.call());
      case Wish.Do deed when !deed.gone() && now.isAfter(deed.until()) -> {
        voice.unsent(deed, "it could not be sent in time");
        yield Optional.empty();
      }
      case Wish.Do deed ->
          switch (service.order(known, deed.thing(), deed.action(), now)) {
            case Order.Ask(Call call) -> Optional.of(call);
            case Order.Refuse(String why) -> {
              voice.add(new Effect.Answered(deed.command(), false, why));
              yield Optional.empty();
            }
          };
    };
  }
}
