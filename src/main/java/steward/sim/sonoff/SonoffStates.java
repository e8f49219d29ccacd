package steward.sim.sonoff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// States that simulated devices begin with.
public final class SonoffStates {
  private SonoffStates() {}

  /// The state of a switch.
  public static JsonObject aSwitch() {
    return new JsonObject()
        .put("switch", "off")
        .put("startup", "off")
        .put("pulse", "off")
        .put("pulseWidth", 500)
        .put("rssi", -57);
  }

  /// The state of a strip, which lists four outlets whatever it has.
  public static JsonObject aStrip(int outlets) {
    var switches = new JsonArray();
    var configure = new JsonArray();
    for (int i = 0; i < 4; i++)
      switches.add(new JsonObject().put("switch", "off").put("outlet", i));
    for (int i = 0; i < outlets; i++)
      configure.add(new JsonObject().put("startup", "off").put("outlet", i));
    return new JsonObject().put("switches", switches).put("configure", configure).put("rssi", -61);
  }

  /// Lays what changed over the outlets that there are.
  static void merge(JsonArray mine, JsonArray changes) {
    for (Object change : changes) {
      for (Object one : mine) {
        if (one instanceof JsonObject outlet
            && change instanceof JsonObject to
            && outlet.getValue("outlet").equals(to.getValue("outlet"))) outlet.mergeIn(to);
      }
    }
  }
}
