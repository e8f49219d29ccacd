package steward.drivers.broadlink;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// Reads what devices answer.
final class Answers {
  /// Codes above this length were refused by some firmware.
  private static final int LONG_CODE = 600;

  private static final int STATE_AT = 4;
  private static final List<Quantity> METERS =
      List.of(
          new Quantity("power", Property.POWER, Unit.WATTS, 1000),
          new Quantity("volt", Property.VOLTAGE, Unit.VOLTS, 1000),
          new Quantity("current", Property.CURRENT, Unit.AMPERES, 1000),
          new Quantity("totalconsum", Property.ENERGY, Unit.WATT_HOURS, 1));

  private Answers() {}

  /// @param per how much of what is told makes one of the unit
  private record Quantity(String key, Property property, Unit unit, int per) {}

  /// @param error 0 for good
  /// @param payload empty in an error
  static void take(Work work, Request request, int error, Bytes payload) {
    switch (request) {
      case Request.Ask ask when ask.isOfLesson() -> Lessons.take(work, ask, error, payload);
      case Request.Ask ask -> told(work, ask, error, payload);
      case Request.Put put -> put(work, put, error);
      case Request.Emit emit -> emitted(work, emit, error);
      case Request.Learn learn -> Lessons.begun(work, learn, error);
    }
  }

  private static void told(Work work, Request.Ask ask, int error, Bytes payload) {
    if (error != 0) {
      boolean never = error == Errors.UNSUPPORTED || error == Errors.STRUCTURE;
      if (ask == Request.Ask.SENSORS && never) work.peer = work.peer.senseless();
      else if (ask != Request.Ask.FIRMWARE) work.dropped(Errors.sentence(error));
      return;
    }
    switch (ask) {
      case SENSORS -> sensors(work, payload);
      case STATE -> state(work, payload);
      case METER -> meter(work, payload);
      case FIRMWARE -> {
        if (payload.length() >= STATE_AT + 2)
          work.peer = work.peer.firmware(Integer.toString(LittleEndian.u16(payload, STATE_AT)));
      }
      case PRESENCE, FETCH, FOUND, PACKET, CANCEL -> {}
    }
  }

  /// Without its cable a device tells zeros.
  private static void sensors(Work work, Bytes payload) {
    boolean isNew = work.peer.model().frame() == Frame.NEW;
    Optional<Bytes> data =
        work.peer.model().frame().unwrap(payload).filter(d -> d.length() >= (isNew ? 4 : 2));
    if (data.isEmpty()) {
      work.dropped("what it measures came cut off");
      return;
    }
    Bytes d = data.get();
    double celsius = hundredths(d.at(0) * 100 + d.at(1) * (isNew ? 1 : 10));
    double humidity = isNew ? hundredths(LittleEndian.u8(d, 2) * 100 + LittleEndian.u8(d, 3)) : 0;
    if (celsius == 0 && humidity == 0) return;
    measured(work, Property.TEMPERATURE, Amount.celsius(celsius));
    if (isNew) measured(work, Property.HUMIDITY, Amount.percentage(humidity));
  }

  private static double hundredths(int number) {
    return number / 100.0;
  }

  private static void measured(Work work, Property property, Value value) {
    if (property.admits(value)) work.peer = work.peer.measuring(property);
    work.saw(property, value);
  }

  private static void state(Work work, Bytes payload) {
    if (work.peer.model().isSp4()) {
      Optional<Payload> json = Sp4.read(payload, work.peer.model() == Model.SP4B);
      if (json.isPresent()) document(work, json.get());
      else work.dropped("its state came cut off, or was no JSON");
      return;
    }
    if (payload.length() <= STATE_AT) {
      work.dropped("its state came cut off");
      return;
    }
    int bits = LittleEndian.u8(payload, STATE_AT);
    relay(work, (bits & 1) != 0);
    if (work.peer.lamp()) light(work, (bits & 2) != 0);
  }

  private static void relay(Work work, boolean on) {
    work.plug = new Talk.Plug(Optional.of(on), work.plug.light());
    work.saw(Property.SWITCH, on ? Word.ON : Word.OFF);
  }

  private static void light(Work work, boolean on) {
    work.plug = new Talk.Plug(work.plug.relay(), Optional.of(on));
    Udn lamp = work.device().child(Offers.LIGHT);
    work.saw(lamp, Property.SWITCH, on ? Word.ON : Word.OFF, Quality.CONFIRMED);
  }

  private static void document(Work work, Payload json) {
    number(json, "pwr").ifPresent(on -> relay(work, on != 0));
    OptionalDouble brightness = number(json, "ntlbrightness");
    number(json, "ntlight")
        .ifPresent(on -> {
          work.peer = work.peer.withLamp(brightness.isPresent());
          light(work, on != 0);
        });
    if (work.peer.dims() && brightness.isPresent()) {
      Udn lamp = work.device().child(Offers.LIGHT);
      Value level = Amount.percentage(brightness.getAsDouble());
      work.saw(lamp, Property.LEVEL, level, Quality.CONFIRMED);
    }
    for (Quantity quantity : METERS) {
      number(json, quantity.key())
          .ifPresent(n ->
              measured(work, quantity.property(), new Amount(n / quantity.per(), quantity.unit())));
    }
  }

  /// A number that is there: -1 says that it is not.
  private static OptionalDouble number(Payload json, String key) {
    OptionalDouble number = json.at(key).number();
    return number.isPresent() && number.getAsDouble() != -1 ? number : OptionalDouble.empty();
  }

  private static void meter(Work work, Bytes payload) {
    OptionalDouble watts = work.peer.model() == Model.SP3S ? figures(payload) : milliwatts(payload);
    if (watts.isPresent()) work.saw(Property.POWER, Amount.watts(watts.getAsDouble()));
    else work.dropped("what it measures came cut off, or is no number");
  }

  private static OptionalDouble milliwatts(Bytes payload) {
    if (payload.length() < STATE_AT + 4) return OptionalDouble.empty();
    return OptionalDouble.of((LittleEndian.u32(payload, STATE_AT) & 0xffffff) / 1000.0);
  }

  /// Two decimal figures in each of three bytes, the greatest last.
  private static OptionalDouble figures(Bytes payload) {
    if (payload.length() < 8) return OptionalDouble.empty();
    int hundredths = 0;
    for (int at = 7; at >= 5; at--) {
      int tens = LittleEndian.u8(payload, at) >> 4;
      int ones = LittleEndian.u8(payload, at) & 0xf;
      if (tens > 9 || ones > 9) return OptionalDouble.empty();
      hundredths = hundredths * 100 + tens * 10 + ones;
    }
    return OptionalDouble.of(hundredths(hundredths));
  }

  private static void put(Work work, Request.Put put, int error) {
    if (error != 0) {
      work.refused(put.command(), Errors.sentence(error));
      return;
    }
    if (Orders.isBlind(work, put)) work.add(new Effect.Goes(put.command()));
    work.accepted(put.command(), "it took the command");
    if (work.peer.model() == Model.SP1) {
      boolean on = put.action().equals(steward.thing.Action.turnOn());
      work.saw(work.device(), Property.SWITCH, on ? Word.ON : Word.OFF, Quality.ASSUMED);
      return;
    }
    work.pace = work.pace.hurried();
    if (!work.isAsked(Request.Ask.STATE)) work.turns = work.turns.next(Request.Ask.STATE);
    work.wakePoll();
  }

  private static void emitted(Work work, Request.Emit emit, int error) {
    CodeName name = emit.name();
    Optional<Code> code = work.codes.get(name);
    if (error != 0) {
      boolean isLong = code.map(c -> c.bytes().length() > LONG_CODE).orElse(false);
      String hint =
          isLong && error == Errors.KEY_EXPIRED
              ? "; some firmware refuses codes as long as this one"
              : "";
      work.refused(emit.command(), Errors.sentence(error) + hint);
      return;
    }
    work.add(new Effect.Goes(emit.command()));
    String gates =
        " by radio: whoever is near can record such a code and send it again, so trust no gate or"
            + " garage to it";
    String sentence = "sent " + name + (code.map(Code::isRadio).orElse(false) ? gates : "");
    work.accepted(emit.command(), sentence);
    work.says(sentence);
    assume(work, name);
  }

  /// What obeys the remote is believed to have obeyed.
  private static void assume(Work work, CodeName name) {
    var remote = new Remote(name.remote(), work.codes.keys(name.remote()));
    if (!remote.isThing()) return;
    var before = work.remotes.getOrDefault(name.remote(), Remote.Assumed.NOTHING);
    var after = before.after(name.key());
    work.assume(name.remote(), after);
    Udn thing = work.device().child(Remote.PART + name.remote());
    after
        .values(remote.observes())
        .forEach((property, value) -> work.saw(thing, property, value, Quality.ASSUMED));
  }
}
