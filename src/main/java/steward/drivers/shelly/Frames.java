package steward.drivers.shelly;

import java.util.LinkedHashMap;
import java.util.Optional;
import steward.driver.Moment;
import steward.thing.Message;
import steward.value.Bytes;

/// Writes calls as frames of JSON-RPC, and as requests that carry one.
final class Frames {
  private static final long CNONCE_MAX = 0x3_ffff_ffff_ffffL;

  private Frames() {}

  /// @param asked the challenge to answer in the frame; empty for none
  static String text(
      int id,
      Calls.Method method,
      Optional<Digest.Challenge> asked,
      String password,
      Moment moment) {
    String auth =
        asked.map(one -> ",\"auth\":" + Digest.frame(one, password, cnonce(moment))).orElse("");
    return "{\"id\":"
        + id
        + ",\"src\":\"steward\",\"method\":\""
        + method.name()
        + "\",\"params\":"
        + method.params()
        + auth
        + "}";
  }

  /// @param asked the challenge to answer in a header; empty for none
  static Message.HttpRequest request(
      ShellyDriver driver,
      int id,
      Calls.Method method,
      Optional<Digest.Challenge> asked,
      Moment moment) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("content-type", "application/json");
    asked.ifPresent(one ->
        headers.put(
            "authorization",
            Digest.header(one, driver.password, cnonce(moment), "POST", ShellyDriver.PATH)));
    return new Message.HttpRequest(
        ShellyDriver.NAME + ":" + id,
        driver.port,
        "POST",
        ShellyDriver.PATH,
        headers,
        Bytes.utf8(text(id, method, Optional.empty(), "", moment)),
        ShellyDriver.ANSWER_WITHIN);
  }

  private static String cnonce(Moment moment) {
    long number = 0;
    for (int i = 4; i < 12 && i < moment.random().length(); i++)
      number = number << 8 | moment.random().at(i) & 0xff;
    return String.valueOf(number & CNONCE_MAX);
  }
}
