package steward.drivers.tasmota;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Udn;

/// Buttons and switches that are detached from the relays and speak for themselves.
final class Inputs {
  /// A movement sensor says only that something moved; this long after, nothing moves.
  static final Duration MOTION_LASTS = Duration.ofSeconds(1);

  private static final Map<String, String> PRESSES =
      Map.of(
          "SINGLE", "single", "DOUBLE", "double", "TRIPLE", "triple", "QUAD", "quad", "PENTA",
          "penta", "HOLD", "hold", "CLEAR", "clear", "TOGGLE", "toggle");

  private Inputs() {}

  /// A push button (SetOption73). SetOption11 and 13 are the device's own affair: its word counts.
  ///
  /// @param number from 1
  record Button(int number) implements Role {
    @Override
    public String kind() {
      return "sensor/tasmota/button";
    }

    @Override
    public Set<Property> observes() {
      return Set.of(Property.BUTTON);
    }

    @Override
    public void wire(Udn udn, Wiring wiring) {
      Slot slot =
          (value, hearing) -> {
            String word = PRESSES.get(wiring.action(value.textOr("")));
            if (word == null) hearing.drop("Button" + number, value.textOr(""), "a press");
            else hearing.press(udn, word);
          };
      wiring.read(slot, "Button" + number, "Action");
      wiring.read(slot, "Button" + number, "ACTION");
    }
  }

  /// A switch input (SetOption114), whose meaning follows from its SwitchMode.
  ///
  /// @param number from 1
  /// @param key its own name, under which it reports
  record Switch(int number, String key, int mode) implements Role {
    private boolean isMotion() {
      return mode == 13 || mode == 14;
    }

    private boolean follows() {
      return mode == 1 || mode == 2 || mode == 9 || mode == 10 || mode == 15 || mode == 16;
    }

    private boolean presses() {
      return !isMotion() && (!follows() || mode == 9 || mode == 10);
    }

    @Override
    public String kind() {
      if (isMotion()) return "sensor/tasmota/motion";
      return follows() ? "sensor/tasmota/input" : "sensor/tasmota/button";
    }

    @Override
    public Set<Property> observes() {
      if (isMotion()) return Set.of(Property.MOTION);
      if (!follows()) return Set.of(Property.BUTTON);
      return presses() ? Set.of(Property.INPUT, Property.BUTTON) : Set.of(Property.INPUT);
    }

    @Override
    public void wire(Udn udn, Wiring wiring) {
      Slot slot = (value, hearing) -> take(wiring.action(value.textOr("")), udn, hearing);
      wiring.read(slot, key, "Action");
      for (String old : new String[] {"Action", "STATE", "TRIG"}) {
        wiring.read(slot, "Switch" + number, old);
      }
      if (follows()) {
        wiring.read((value, hearing) -> input(value, wiring, udn, hearing), "Switch" + number);
        wiring.read((value, hearing) -> input(value, wiring, udn, hearing), key);
      }
    }

    private void take(String action, Udn udn, Hearing hearing) {
      if (isMotion()) {
        if (action.equals("ON") || action.equals("TOGGLE")) moved(udn, hearing);
      } else if (follows() && (action.equals("ON") || action.equals("OFF"))) {
        hearing.word(udn, Property.INPUT, action.toLowerCase(Locale.ROOT));
      } else if (presses()) {
        press(action)
            .ifPresentOrElse(
                word -> hearing.press(udn, word),
                () -> hearing.drop("Switch" + number, action, "an action of its switch mode"));
      } else {
        hearing.drop("Switch" + number, action, "on or off");
      }
    }

    private void moved(Udn udn, Hearing hearing) {
      if (hearing.isRetained()) return;
      hearing.word(udn, Property.MOTION, "detected");
      hearing.wake(QUIET + number, MOTION_LASTS);
    }

    /// What a press means by mode: toggle switches, push buttons, and those that dim while they are
    /// held.
    private Optional<String> press(String action) {
      return Optional.ofNullable(
          switch (action) {
            case "HOLD" -> mode >= 8 && mode <= 10 ? "double" : "hold";
            case "TOGGLE" -> mode == 0 || mode == 7 || mode == 8 ? "toggle" : "single";
            case "ON", "OFF" -> onOff(action);
            case "INC_DEC" -> "hold";
            case "INV" -> "double";
            case "POWER_INCREMENT", "POWER_INCR" -> "up";
            case "POWER_DELAYED" -> "single";
            case "CLEAR" ->
                mode == 5 || mode == 6 || mode == 11 || mode == 12 ? "release" : "clear";
            default -> PRESSES.get(action);
          });
    }

    private String onOff(String action) {
      if (mode == 0 || mode == 7 || mode == 8) return "toggle";
      return action.equals("ON") ? "single" : "release";
    }

    /// Ends the movement that was seen a while ago.
    boolean quiets(String wake) {
      return isMotion() && wake.equals(QUIET + number);
    }
  }

  /// The name of the wake-up that ends a movement, before the number of its switch.
  static final String QUIET = "quiet-";

  /// A switch input that only shows in the sensor document, beside the relay it works on.
  record State(int number) implements Role {
    @Override
    public String kind() {
      return "sensor/tasmota/input";
    }

    @Override
    public Set<Property> observes() {
      return Set.of(Property.INPUT);
    }

    @Override
    public void wire(Udn udn, Wiring wiring) {
      wiring.read((value, hearing) -> input(value, wiring, udn, hearing), "Switch" + number);
    }
  }

  private static void input(Payload value, Wiring wiring, Udn udn, Hearing hearing) {
    String text = value.textOr("");
    if (wiring.isOn(text) || wiring.isOff(text)) {
      hearing.word(udn, Property.INPUT, wiring.isOn(text) ? "on" : "off");
    }
  }
}
