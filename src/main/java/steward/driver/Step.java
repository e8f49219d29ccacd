package steward.driver;

import java.util.List;

/// The answer to an input: the next state of the conversation, and the effects in order.
public record Step<S>(S state, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }

  public static <S> Step<S> of(S state, Effect... effects) {
    return new Step<>(state, List.of(effects));
  }
}
