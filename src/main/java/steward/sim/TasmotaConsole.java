package steward.sim;

import java.util.List;
import java.util.Locale;

/// The command line of a simulated Tasmota device. Confined to the house's context.
final class TasmotaConsole {
  private static final int BACKLOG_MAX = 30;

  private final TasmotaSpec spec;
  private final TasmotaDevice device;
  private final TasmotaDocuments documents;

  TasmotaConsole(TasmotaSpec spec, TasmotaDevice device, TasmotaDocuments documents) {
    this.spec = spec;
    this.device = device;
    this.documents = documents;
  }

  /// Carries out one command as typed on the console.
  void obey(String name, String argument) {
    String upper = name.toUpperCase(Locale.ROOT);
    int digits = upper.length();
    while (digits > 0 && Character.isDigit(upper.charAt(digits - 1))) digits--;
    String command = upper.substring(0, digits);
    int index =
        upper.length() - digits > 3 || digits == upper.length()
            ? -1
            : Integer.parseInt(upper.substring(digits));
    switch (command) {
      case "BACKLOG" -> backlog(argument);
      case "POWER" -> powerCommand(index, argument.toUpperCase(Locale.ROOT));
      case "STATE" -> device.answer("STATE", documents.state());
      case "STATUS" -> status(argument);
      case "TELEPERIOD" -> {
        device.answer("TELEPERIOD", "{\"TelePeriod\":" + device.telePeriodSeconds() + "}");
        device.telemetry();
      }
      case "FANSPEED" -> fanCommand(argument);
      default -> {
        if (command.startsWith("SHUTTER") && device.shutters() > 0)
          shutterCommand(command, index, argument);
        else if (spec.lightSubtype > 0) lightCommand(command, index, argument);
        else
          device.answer(command, "{\"Command\":\"Unknown\",\"Input\":" + Json.quoted(upper) + "}");
      }
    }
  }

  private void backlog(String argument) {
    String[] commands = argument.split(";", BACKLOG_MAX + 1);
    for (int i = 0; i < Math.min(commands.length, BACKLOG_MAX); i++) {
      if (commands[i].isBlank()) continue;
      String[] words = commands[i].strip().split("\\s+", 2);
      device.after(200L * i, () -> obey(words[0], words.length > 1 ? words[1] : ""));
    }
  }

  private void powerCommand(int index, String argument) {
    int relay = Math.max(0, index - 1);
    if (relay >= spec.relays.size()) {
      device.answer("POWER", "{\"Command\":\"Unknown\",\"Input\":\"POWER\"}");
      return;
    }
    switch (argument) {
      case "", "?" -> device.report(relay);
      case "ON", "1" -> turnAsked(index, relay, true);
      case "OFF", "0" -> turnAsked(index, relay, false);
      case "TOGGLE", "2" -> turnAsked(index, relay, !device.isOn(relay));
      default -> device.answer("POWER", "{\"Command\":\"Error\"}");
    }
  }

  private void turnAsked(int index, int relay, boolean on) {
    if (index == 0) for (int i = 0; i < spec.relays.size(); i++) device.turn(i, on);
    else device.turn(relay, on);
  }

  private void lightCommand(String command, int index, String argument) {
    if (argument.isEmpty()) {
      device.answer(command, documents.light());
      return;
    }
    if (!device.light().obey(command, Math.max(0, index), argument)) {
      device.answer(
          command,
          "{\"Command\":\""
              + (isLightCommand(command) ? "Error\"" : "Unknown\",\"Input\":\"" + command + "\"")
              + "}");
      return;
    }
    device.followLight(command);
  }

  private static boolean isLightCommand(String command) {
    return List.of("DIMMER", "COLOR", "HSBCOLOR", "CT", "WHITE").contains(command);
  }

  private void shutterCommand(String command, int index, String argument) {
    int which = Math.max(0, index - 1);
    if (which >= device.shutters() || !device.shutter(which).obey(command, argument)) {
      device.answer(command, "{\"Command\":\"Error\"}");
      return;
    }
    device.answer(command, "{" + documents.shutter(which) + "}");
  }

  private void fanCommand(String argument) {
    if (!spec.fan) {
      device.answer("FANSPEED", "{\"Command\":\"Unknown\",\"Input\":\"FANSPEED\"}");
      return;
    }
    if (argument.matches("[0-3]")) device.blow(Integer.parseInt(argument));
    device.answer("FANSPEED", "{\"FanSpeed\":" + device.fanSpeed() + "}");
  }

  private void status(String argument) {
    if (argument.equals("0")) {
      for (int i = 0; i <= 11; i++) sayStatus(i == 0 ? -1 : i);
    } else if (argument.isEmpty()) {
      sayStatus(-1);
    } else if (argument.matches("\\d{1,2}")) {
      sayStatus(Integer.parseInt(argument));
    }
  }

  private void sayStatus(int number) {
    String document = documents.status(number);
    if (!document.isEmpty())
      device.say(spec.topic(1, "STATUS" + (number < 0 ? "" : number)), document);
  }
}
