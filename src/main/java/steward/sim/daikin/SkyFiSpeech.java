package steward.sim.daikin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import steward.sim.daikin.Exchange.Answer;
import steward.sim.daikin.Exchange.Request;

/// SkyFi: `&` between fields, a password that must come first, and no sign of success. Guarded by
/// its device.
final class SkyFiSpeech implements Speech {
  private static final Map<String, String> MODES =
      Map.of("auto", "1", "heat", "2", "dry", "4", "cool", "8", "fan", "16");
  private static final List<String> FANS = List.of("low", "mid", "high");

  private final Traits traits;
  private final AirUnit unit;
  private final Later later;

  SkyFiSpeech(Traits traits, AirUnit unit, Later later) {
    this.traits = traits;
    this.unit = unit;
    this.later = later;
  }

  @Override
  public Answer answer(Request request) {
    var given = request.parameters();
    String first = given.isEmpty() ? "" : given.keySet().iterator().next();
    if (!first.equals("pass") || !traits.password.equals(given.get("pass")))
      return Answer.forbidden();
    return switch (request.path()) {
      case "/ac.cgi" -> Answer.text(line());
      case "/set.cgi" -> {
        later.change(() -> apply(given));
        yield Answer.text(line());
      }
      case "/zones.cgi" -> Answer.text("nz=2&zone1=Zone%201&zone2=Zone%202");
      default -> Answer.missing(request.path());
    };
  }

  private void apply(Map<String, String> given) {
    unit.on = given.getOrDefault("p", "0").equals("1");
    if (!unit.on) return;
    MODES.forEach((word, code) -> {
      if (code.equals(given.getOrDefault("m", ""))) unit.mode(word);
    });
    if (unit.goals.containsKey(unit.mode) && given.getOrDefault("t", "").matches("\\d{2}\\.\\d"))
      unit.goal(Double.parseDouble(given.get("t")));
    int fan = "123".indexOf(given.getOrDefault("f", "x"));
    if (fan >= 0) unit.fan(FANS.get(fan));
  }

  private String line() {
    boolean auto = !FANS.contains(unit.fan());
    return String.format(
        Locale.ROOT,
        "opmode=%d&units=.&settemp=%.1f&fanspeed=%d&fanflags=%d&acmode=%s&tonact=0&toffact=0&prog=0"
            + "&time=12:36&day=6&roomtemp=%.0f&outsidetemp=0&louvre=1&zone=0&flt=0&test=0&sensors=1",
        unit.on ? 1 : 0,
        unit.goal(),
        auto ? 1 : FANS.indexOf(unit.fan()) + 1,
        auto ? 3 : 1,
        MODES.get(unit.mode),
        unit.room);
  }
}
