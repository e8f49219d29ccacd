package steward.drivers.sonoff;

import java.util.List;
import java.util.Locale;
import steward.thing.Binding;
import steward.value.Malformed;

/// The parts of a binding, read once.
///
/// @param mode how it is spoken to
/// @param type its own word for what it is, such as `plug`; empty where unknown
/// @param outlets how many outlets a person says that it has; 0 for what it lists
/// @param startup what it should do when power returns; empty to leave it as it is
record Binds(
    String id, String host, int port, Mode mode, String type, int outlets, String startup) {
  static final String FAMILY = "sonoff";
  static final int PORT = 8081;

  /// The name of the secret that LAN mode needs.
  static final String KEY = "device-key";

  static final List<String> STARTUPS = List.of("on", "off", "stay");

  /// How a device is spoken to.
  enum Mode {
    /// HTTP in clear.
    DIY,
    /// HTTP, encrypted with the device key.
    LAN,
    /// A WebSocket in the device, in clear: firmware 1.8 to 3.0 while its cloud is out of reach.
    OLD,
    /// It calls us in place of its cloud: firmware 1.0 to 1.5.
    STOCK;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Mode labelled(String label) {
      for (Mode mode : values()) if (mode.label().equals(label)) return mode;
      throw new Malformed("/binding/mode", "diy, lan, old or stock", "'" + label + "'");
    }
  }

  /// @throws Malformed if a part is missing or wrong
  static Binds of(Binding binding) {
    String id = binding.part("id").strip().toLowerCase(Locale.ROOT);
    if (!Announcement.ID.matcher(id).matches())
      throw new Malformed("/binding/id", "ten figures 0-9 and a-f, as in 1000a05bf6", id);
    String startup = binding.part("startup", "").strip();
    if (!startup.isEmpty() && !STARTUPS.contains(startup))
      throw new Malformed("/binding/startup", "on, off or stay", startup);
    return new Binds(
        id,
        binding.part("host").strip(),
        whole(binding, "port", PORT, 1, 65_535),
        Mode.labelled(binding.part("mode", "diy")),
        binding.part("type", ""),
        whole(binding, "outlets", 0, 0, Shape.OUTLETS_MAX),
        startup);
  }

  private static int whole(Binding binding, String name, int otherwise, int min, int max) {
    String text = binding.part(name, "").strip();
    if (text.isEmpty()) return otherwise;
    if (text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) return number;
    }
    throw new Malformed("/binding/" + name, "a number from " + min + " to " + max, text);
  }
}
