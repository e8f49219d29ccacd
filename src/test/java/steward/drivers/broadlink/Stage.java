package steward.drivers.broadlink;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Message;
import steward.value.Bytes;

/// A device of a type on one side, its driver on the other, and a test between them. Confined to
/// its test.
final class Stage {
  static final BroadlinkFamily FAMILY = new BroadlinkFamily();
  static final String CODE = "2600040011331102";

  final Device device;
  final Talk<?> talk;

  private Stage(int type, Kept kept) {
    device = new Device(type);
    var binding =
        Binding.of(
            "broadlink", "host", "192.0.2.9", "mac", Device.MAC, "type", "%04x".formatted(type));
    talk = Talk.with(FAMILY, FAMILY.byHand(binding), kept);
  }

  static Stage of(int type, String... codes) {
    var kept = new TreeMap<String, Bytes>();
    for (String code : codes) kept.put("code:" + code, Device.hex(CODE));
    return new Stage(type, new Kept(kept));
  }

  static Stage withCode(int type, String name, String code) {
    return new Stage(type, new Kept(Map.of("code:" + name, Device.hex(code))));
  }

  /// Opened, greeted and authenticated; every question so far answered with zeros.
  static Stage ready(int type, String... codes) {
    return of(type, codes).begun();
  }

  Stage begun() {
    talk.opened();
    polls();
    came(device.hello("Hall"));
    came(device.admits(sent()));
    quiet();
    return this;
  }

  /// Moves the clock until it asks by itself.
  Stage polls() {
    for (int wake = 0; wake < 20; wake++) {
      talk.next();
      if (!talk.sent().isEmpty() && !Device.body(sent()).equals(Hello.KEEP_ALIVE)) return this;
    }
    throw new AssertionError("it never asks");
  }

  /// Answers with zeros until nothing is asked any more.
  void quiet() {
    while (!talk.sent().isEmpty()) came(device.answers(sent(), "00".repeat(16)));
  }

  Codes talkCodes() {
    return Codes.of(talk.kept());
  }

  Message sent() {
    return talk.sent().getLast();
  }

  /// What the last command says.
  String said() {
    return device.said(sent());
  }

  List<Effect> came(Message message) {
    return talk.came(message);
  }

  List<Effect> answers(String payload) {
    return came(device.answers(sent(), payload));
  }

  List<Effect> fails(int error) {
    return came(device.fails(sent(), error));
  }

  List<Effect> sends(String name) {
    return talk.wants(new Action.Tell(ActionKind.SEND, name));
  }

  List<Effect> learns(String name) {
    return talk.wants(new Action.Tell(ActionKind.LEARN, name));
  }

  static String figures(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }
}
