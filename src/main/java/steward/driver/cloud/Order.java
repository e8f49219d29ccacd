package steward.driver.cloud;

/// What becomes of an action.
public sealed interface Order {
  /// It is this request.
  record Ask(Call call) implements Order {}

  /// It cannot be done; the sentence says why.
  record Refuse(String why) implements Order {}
}
