package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Payload;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Udn;

/// A shutter on two relays, which nobody may switch by themselves. Position 0 is closed, 100 is
/// open.
///
/// @param number from 1
/// @param inverted the device counts the other way round
/// @param tiltMin the device's own end of the scale, which is -100 % here
/// @param tiltMax the other end; equal to the first where the slats cannot be tilted
record Shutter(int number, boolean inverted, int tiltMin, int tiltMax) implements Role {
  @Override
  public String kind() {
    return "motive/tasmota/shutter";
  }

  private boolean tilts() {
    return tiltMax > tiltMin;
  }

  @Override
  public Set<Property> observes() {
    var observes = new LinkedHashSet<Property>(List.of(Property.COVER, Property.POSITION));
    if (tilts()) observes.add(Property.TILT);
    return observes;
  }

  @Override
  public List<Ability> abilities() {
    var abilities =
        new ArrayList<Ability>(
            List.of(
                Ability.of(ActionKind.OPEN),
                Ability.of(ActionKind.CLOSE),
                Ability.of(ActionKind.STOP),
                Ability.of(ActionKind.POSITION)));
    if (tilts()) abilities.add(Ability.of(ActionKind.TILT));
    return abilities;
  }

  @Override
  public void wire(Udn udn, Wiring wiring) {
    wiring.read((value, hearing) -> take(value, udn, hearing), "Shutter" + number);
  }

  private void take(Payload value, Udn udn, Hearing hearing) {
    OptionalDouble told = value.at("Position").number();
    OptionalDouble going = value.at("Direction").number();
    if (told.isEmpty() || told.getAsDouble() < 0 || told.getAsDouble() > 100) {
      hearing.drop("Shutter" + number, value.at("Position").textOr(""), "a position from 0 to 100");
      return;
    }
    double position = inverted ? 100 - told.getAsDouble() : told.getAsDouble();
    double direction = inverted ? -going.orElse(0) : going.orElse(0);
    hearing.amount(udn, Property.POSITION, position);
    hearing.word(udn, Property.COVER, word(position, direction));
    OptionalDouble tilt = value.at("Tilt").number();
    if (tilts() && tilt.isPresent()) {
      double share = (tilt.getAsDouble() - tiltMin) / (tiltMax - tiltMin);
      hearing.amount(udn, Property.TILT, Math.rint(share * 200 - 100));
    }
  }

  private static String word(double position, double direction) {
    if (direction > 0) return "opening";
    if (direction < 0) return "closing";
    if (position >= 99) return "opened";
    return position <= 0 ? "closed" : "stopped";
  }

  @Override
  public List<Command> commands(Action action, double level) {
    return switch (action.kind()) {
      case OPEN -> List.of(new Command("ShutterOpen" + number, ""));
      case CLOSE -> List.of(new Command("ShutterClose" + number, ""));
      case STOP -> List.of(new Command("ShutterStop" + number, ""));
      case POSITION -> position(action);
      case TILT -> tilt(action);
      case TURN, DIM, COLOUR, WARMTH, HEAT, MODE, FAN, SWING, SPECIAL, LOCK, UNLOCK -> List.of();
      case PLAY, PAUSE, VOLUME, SAY, NOTIFY, SCENE, SEND, LEARN, WAKE -> List.of();
    };
  }

  private List<Command> position(Action action) {
    if (!(action instanceof Action.Put put)) return List.of();
    long position = Math.round(put.number());
    return List.of(new Command("ShutterPosition" + number, inverted ? 100 - position : position));
  }

  private List<Command> tilt(Action action) {
    if (!tilts() || !(action instanceof Action.Put put)) return List.of();
    double share = (put.number() + 100) / 200;
    return List.of(
        new Command("ShutterTilt" + number, Math.round(tiltMin + share * (tiltMax - tiltMin))));
  }
}
