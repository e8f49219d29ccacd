package steward.sim.shelly;

import io.vertx.core.json.JsonObject;

/// States that components of simulated devices begin with.
public final class ShellyStates {
  private ShellyStates() {}

  /// The state of a switch with a meter.
  public static JsonObject aSwitch(int id) {
    return new JsonObject()
        .put("id", id)
        .put("source", "init")
        .put("output", false)
        .put("apower", 0.0)
        .put("voltage", 231.4)
        .put("current", 0.0)
        .put("aenergy", new JsonObject().put("total", 922.282))
        .put("temperature", new JsonObject().put("tC", 41.2).put("tF", 106.2));
  }

  /// The state of a shutter.
  public static JsonObject aCover(int id) {
    return new JsonObject()
        .put("id", id)
        .put("state", "closed")
        .put("current_pos", 0)
        .put("apower", 0.0)
        .put("pos_control", true);
  }
}
