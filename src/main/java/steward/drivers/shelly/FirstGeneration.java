package steward.drivers.shelly;

import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Offer;
import steward.driver.Step;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Status;
import steward.thing.Udn;

/// A Shelly of the first generation: it is found, told apart, and not driven, because it speaks
/// another protocol; its page says what to do instead. Never asks it anything. Immutable.
record FirstGeneration(Udn device) implements Driver<Boolean> {
  /// The part of a binding that says so.
  static final String PART = "generation";

  static final String HOW =
      "It is a Shelly of the first generation, which this house does not speak to by itself. Switch"
          + " on MQTT in its own page (Internet & Security, Advanced) with this house as the broker,"
          + " which ends its cloud, and bring it in as a plain thing: docs/things/shelly.md has the"
          + " lines.";

  static boolean is(Binding binding) {
    return binding.part(PART, "").equals("1");
  }

  static Offer offer(Udn udn, Binding binding) {
    String name = "Shelly " + udn.value().substring(udn.value().length() - 6);
    var one =
        new Description(
            udn,
            name,
            "/device/gateway/shelly/first",
            "Shelly",
            binding.part("app", "unknown"),
            binding.part("firmware", "unknown"),
            binding,
            Set.of(),
            Map.of());
    return new Offer(udn, name, List.of(one), HOW);
  }

  @Override
  public Boolean start() {
    return true;
  }

  @Override
  public Step<Boolean> on(Boolean state, Input input) {
    return switch (input) {
      case Input.Opened _ -> Step.of(state, new Effect.Stood(device, Status.State.ERROR, HOW));
      case Input.Wanted wanted -> Step.of(state, new Effect.Answered(wanted.command(), false, HOW));
      case Input.Came _, Input.Lost _, Input.Due _, Input.Withdrawn _ -> Step.of(state);
    };
  }
}
