package steward.driver.cloud;

import java.util.List;
import steward.driver.Effect;

/// What a service made of an answer.
///
/// @param known what it knows now
/// @param more what is to be asked next
/// @param fault what is wrong with the answer, as the end of a sentence; empty where it is fine
/// @param <K> what the service knows
public record Heard<K>(K known, List<Effect> effects, List<Call> more, String fault) {
  public Heard {
    effects = List.copyOf(effects);
    more = List.copyOf(more);
  }

  public static <K> Heard<K> of(K known, List<Effect> effects) {
    return new Heard<>(known, effects, List.of(), "");
  }

  public static <K> Heard<K> wrong(K known, String fault) {
    return new Heard<>(known, List.of(), List.of(), fault);
  }
}
