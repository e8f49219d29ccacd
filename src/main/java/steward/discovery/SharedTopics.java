package steward.discovery;

import java.util.List;
import java.util.stream.Stream;
import steward.driver.Offer;
import steward.thing.Binding;
import steward.value.Malformed;

/// What an owner should know of devices that get in each other's way.
final class SharedTopics {
  private SharedTopics() {}

  /// A sentence where another device listens to the same topic; else an empty text.
  static String warning(Offer one, Stream<Offer> others) {
    if (one.things().isEmpty()) return "";
    Binding binding = one.things().getFirst().binding();
    String topic = binding.part("topic", "");
    if (topic.isEmpty()) return "";
    return others
        .filter(other -> !other.things().isEmpty())
        .filter(other -> isSame(binding, other.things().getFirst().binding()))
        .findFirst()
        .map(other ->
            "“"
                + other.name()
                + "” ("
                + other.device()
                + ") uses the topic “"
                + topic
                + "” too: each would obey the other's commands. Give one of them its own topic.")
        .orElse("");
  }

  private static boolean isSame(Binding one, Binding other) {
    return one.family().equals(other.family())
        && one.part("topic", "").equals(other.part("topic", ""))
        && one.part("fulltopic", "").equals(other.part("fulltopic", ""));
  }

  /// @throws Malformed where more than one say to be the device
  static void refuseRivals(List<String> claimants) {
    if (!claimants.isEmpty())
      throw new Malformed("/key", "one device of this identity", rivals(claimants));
  }

  static String rivals(List<String> claimants) {
    return "Several addresses say that they are this device: "
        + String.join(", ", claimants)
        + ". Neither is believed: find out which one is wrong, and take it off the network.";
  }
}
