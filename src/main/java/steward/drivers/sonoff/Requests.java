package steward.drivers.sonoff;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import steward.driver.Moment;
import steward.driver.Payload;
import steward.thing.Action;
import steward.thing.Message;
import steward.value.Bytes;

/// Writes requests and reads what their answers hold.
final class Requests {
  private Requests() {}

  static Message.HttpRequest request(
      SonoffDriver driver, Binds.Mode mode, String name, Ask ask, Moment moment) {
    String body =
        mode == Binds.Mode.LAN && driver.cipher.isPresent()
            ? sealed(driver.binds.id(), driver.cipher.get(), ask.data(), moment)
            : clear(driver.binds.id(), ask.data());
    return post(name, driver.binds.port(), ask.command(), body);
  }

  static Message.HttpRequest post(String name, int port, String command, String body) {
    return new Message.HttpRequest(
        name,
        port,
        "POST",
        "/zeroconf/" + command,
        Map.of("content-type", "application/json"),
        Bytes.utf8(body),
        SonoffDriver.ANSWER_WITHIN);
  }

  static String clear(String id, String data) {
    return "{\"deviceid\":\"" + id + "\",\"data\":" + data + "}";
  }

  /// @param moment the last sixteen of its random bytes are the initialisation vector
  static String sealed(String id, LanCipher cipher, String data, Moment moment) {
    byte[] random = moment.random().toArray();
    Bytes iv =
        Bytes.wrap(Arrays.copyOfRange(random, random.length - LanCipher.IV_LENGTH, random.length));
    return "{\"sequence\":\""
        + moment.at().toEpochMilli()
        + "\",\"deviceid\":\""
        + id
        + "\",\"selfApikey\":\"123\",\"encrypt\":true,\"iv\":\""
        + Base64.getEncoder().encodeToString(iv.toArray())
        + "\",\"data\":\""
        + cipher.encrypted(iv, Bytes.utf8(data))
        + "\"}";
  }

  /// The state that an answer holds: an object, a text with one, or an encrypted text.
  static Optional<Payload> state(Payload body, Optional<LanCipher> cipher, Binds.Mode mode) {
    Payload data = body.at("data");
    if (!body.at("encrypt").isTrue()) {
      // One in LAN mode that answers in clear could be anybody.
      return mode == Binds.Mode.LAN ? Optional.empty() : Documents.unwrapped(data);
    }
    return cipher
        .flatMap(key -> key.decrypted(body.at("iv").textOr(""), data.textOr("")))
        .flatMap(Documents::object);
  }

  /// Why no request can be made of the action.
  static String whyNot(Action action, Part part) {
    if (action instanceof Action.Turn)
      return "whether it is on is not known yet, so it cannot be turned the other way round";
    if (part.role() == Role.BRIDGE)
      return "what it sends is named by the number of a learnt remote, 0 to 63";
    return "it cannot " + action.sentence();
  }
}
