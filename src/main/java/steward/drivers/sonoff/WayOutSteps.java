package steward.drivers.sonoff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a person does to take a way out, step by step. Pure and stateless.
public final class WayOutSteps {
  private WayOutSteps() {}

  /// Where stock devices reach this house.
  ///
  /// @param host in figures
  public record Listener(String host, int port) {
    /// What stands for it in the steps of a house that has none.
    static final Listener EXAMPLE = new Listener("192.168.50.2", 8444);
  }

  /// None for a way that is shut.
  ///
  /// @param listener empty where it is off
  public static List<String> of(
      WayOut.Verdict verdict, String model, String firmware, Optional<Listener> listener) {
    if (verdict.fit() == WayOut.Fit.NO) return List.of();
    boolean isDiy = WayOut.hasDiy(model, firmware);
    return switch (verdict.way()) {
      case STOCK -> stock(listener);
      case LAN -> isDiy ? diy() : lan(firmware);
      case TASMOTA -> isDiy ? overTheAir() : overPins();
    };
  }

  private static List<String> stock(Optional<Listener> listener) {
    Listener at = listener.orElse(Listener.EXAMPLE);
    var steps = new ArrayList<String>();
    if (listener.isEmpty())
      steps.add(
          "The listener for old devices is off: set sonoff.stock.port, such as "
              + at.port()
              + ", and sonoff.stock.listen, this machine's address on the network of the things"
              + " (below it is "
              + at.host()
              + "), and start the house again.");
    steps.addAll(StockPairing.steps(at.host(), at.port()));
    steps.add("It appears in the inbox. Accept it with its apikey as the device key.");
    return steps;
  }

  private static List<String> diy() {
    return List.of(
        "Hold its button for 5 seconds, let go, and hold it for 5 seconds again. Firmware 3.3 to 3.5"
            + " needs a jumper at GPIO16 instead. This wipes its settings.",
        "Join the Wi-Fi ITEAD-1000… with the password 12345678, open http://10.10.7.1/ and enter"
            + " your Wi-Fi.",
        "A fast double blink says that it is in. Accept it in the inbox.",
        "Block the Internet for it.");
  }

  private static List<String> lan(String firmware) {
    var steps = new ArrayList<String>();
    steps.add(
        "Find out its device key: it is the apikey in the device list of your account with its maker,"
            + " or stands in the answer of http://10.10.7.1/device where its access point still"
            + " shows it.");
    steps.add("It appears in the inbox as soon as it is on the network: accept it with that key.");
    steps.add("Block the Internet for it, so that its firmware stays as it is.");
    if (WayOut.hasOldLan(firmware)) {
      steps.clear();
      steps.add("This house does not speak the WebSocket of this firmware yet.");
    }
    return steps;
  }

  private static List<String> overTheAir() {
    return List.of(
        "Bring it into DIY mode and accept it, as the other way says.",
        "Get an image of at most 508 KB from a source that you trust, with its SHA-256, such as"
            + " tasmota-lite.bin; unpacked, not .gz.",
        "steward sonoff flash THING IMAGE.bin --sha256 DIGEST. Firmware below 3.7 must reach its"
            + " maker's server this once to be unlocked.",
        "Wait five minutes before you touch it. Then join the Wi-Fi tasmota-… that it opens, and"
            + " enter your Wi-Fi and this house's broker.");
  }

  private static List<String> overPins() {
    return List.of(
        "Read the name of the chip first: Tasmota runs on ESP8266, ESP8285 and ESP32 only.",
        "Unplug it from the mains, for good until it is closed again: its pins are live.",
        "Connect a serial adapter of 3.3 V to its pins, hold its button while it gets power, and"
            + " write the image.",
        "Close it, plug it in, join the Wi-Fi tasmota-… that it opens, and enter your Wi-Fi and"
            + " this house's broker.");
  }
}
