package steward.drivers.sonoff;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Message;
import steward.value.Bytes;

/// The over-the-air flash of a unit in DIY mode, as a conversation: ask what it is, unlock it where
/// its firmware needs that, hand it the address and digest of an image that the owner supplied, and
/// look whether it is gone from DIY mode. Pure; immutable.
///
/// Whoever drives it serves the image for that one request, with range requests and a length, and
/// only to the device's address. Nothing here can take a flash back: an owner says yes first.
///
/// @param sha256 of the image, in lower-case figures
public record Flash(String id, int port, String url, String sha256, Stage stage, String sentence) {
  /// The largest image that fits beside the running firmware.
  public static final int IMAGE_MAX = 508 * 1024;

  /// Smaller ones are no firmware.
  public static final int IMAGE_MIN = 64 * 1024;

  /// The device loads and checks before it answers.
  private static final Duration WITHIN = Duration.ofSeconds(90);

  private static final int FIRST_BYTE = 0xe9;

  /// Where the conversation stands.
  public enum Stage {
    ASKING,
    UNLOCKING,
    LOADING,
    /// It says that it takes the image; some say so before they have loaded it. Whether the new
    /// firmware runs shows when that announces itself.
    TAKEN,
    REFUSED
  }

  /// The next stage, and what to send now, if anything.
  public record Move(Flash flash, Optional<Message.HttpRequest> send) {}

  /// Why these bytes are no image to be flashed; empty where they may be.
  ///
  /// @param expected the digest that the owner gave with the image, empty for none
  /// @param actual the digest of the bytes
  public static Optional<String> objection(Bytes image, String expected, String actual) {
    if (image.length() < IMAGE_MIN)
      return Optional.of("it has " + image.length() + " bytes: too small for a firmware");
    if (image.length() > IMAGE_MAX) {
      return Optional.of(
          "it has "
              + image.length()
              + " bytes and at most "
              + IMAGE_MAX
              + " fit: take the minimal image first (tasmota-lite.bin or smaller)");
    }
    if ((image.at(0) & 0xff) != FIRST_BYTE) {
      return Optional.of(
          (image.at(0) & 0xff) == 0x1f
              ? "it is packed with gzip: unpack it first"
              : "it does not begin as an image for this chip does (E9)");
    }
    if (!isDigest(actual)) return Optional.of("its digest is no SHA-256");
    if (!expected.isBlank() && !expected.strip().equalsIgnoreCase(actual))
      return Optional.of("its SHA-256 is " + actual + ", not the one that was given");
    return Optional.empty();
  }

  private static boolean isDigest(String text) {
    try {
      return HexFormat.of().parseHex(text).length == 32;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// @param url `http`, with an address in figures: the device may have no name service
  /// @throws IllegalArgumentException if the address or the digest is none
  public static Move begin(String id, int port, String url, String sha256) {
    if (!Announcement.ID.matcher(id).matches())
      throw new IllegalArgumentException("a device id is ten figures, not '" + id + "'");
    if (!url.matches("http://[0-9.]{7,15}:\\d{1,5}/[A-Za-z0-9._/-]{1,200}") || !isDigest(sha256))
      throw new IllegalArgumentException("an image is at http://ADDRESS:PORT/NAME with a SHA-256");
    var flash = new Flash(id, port, url, sha256, Stage.ASKING, "asking what it is");
    return new Move(flash, Optional.of(flash.request(Ask.INFO, "{}")));
  }

  private Message.HttpRequest request(String command, String data) {
    return new Message.HttpRequest(
        "flash-" + command,
        port,
        "POST",
        "/zeroconf/" + command,
        Map.of("content-type", "application/json"),
        Bytes.utf8(Requests.clear(id, data)),
        WITHIN);
  }

  private Flash at(Stage next, String said) {
    return new Flash(id, port, url, sha256, next, said);
  }

  /// Takes the device's answer.
  public Move answered(Message.HttpResponse answer) {
    Optional<Payload> body = Documents.object(answer.body());
    int error =
        answer.status() != 200
            ? answer.status()
            : body.map(json -> json.at("error").wholeOr(-1)).orElse(-1);
    return switch (stage) {
      case ASKING -> error == 0 ? asked(body.orElseThrow()) : refused(error);
      case UNLOCKING -> error == 0 ? load() : refused(error);
      case LOADING ->
          error == 0
              ? new Move(at(Stage.TAKEN, "it says that it takes the image"), Optional.empty())
              : refused(error);
      case TAKEN, REFUSED -> new Move(this, Optional.empty());
    };
  }

  private Move asked(Payload body) {
    Payload state = Documents.unwrapped(body.at("data")).orElse(Payload.MISSING);
    if (!state.at("deviceid").textOr("").equalsIgnoreCase(id))
      return stop("another device answers at its address: nothing was sent to it");
    String version = state.at("fwVersion").textOr("");
    // From 3.7 on it is not locked, and there is no such command.
    boolean locked = isBefore37(version) && !state.at("otaUnlock").isTrue();
    return locked
        ? new Move(
            at(Stage.UNLOCKING, "unlocking: firmware " + version + " asks its maker for that"),
            Optional.of(request("ota_unlock", "{}")))
        : load();
  }

  private static boolean isBefore37(String version) {
    String[] numbers = version.split("\\.", 4);
    int major = (int) Payload.number(numbers[0]).orElse(0);
    int minor = numbers.length < 2 ? 0 : (int) Payload.number(numbers[1]).orElse(0);
    return major < 3 || major == 3 && minor < 7;
  }

  private Move load() {
    String data = "{\"downloadUrl\":\"" + url + "\",\"sha256sum\":\"" + sha256 + "\"}";
    return new Move(
        at(Stage.LOADING, "it loads the image"), Optional.of(request("ota_flash", data)));
  }

  private Move stop(String why) {
    return new Move(at(Stage.REFUSED, why), Optional.empty());
  }

  private Move refused(int error) {
    return stop(
        switch (stage) {
          case UNLOCKING ->
              switch (error) {
                case 500, 503 ->
                    "it could not be unlocked: its firmware asks its maker's server for that, so it"
                        + " needs the Internet this once (error "
                        + error
                        + ")";
                default -> "it could not be unlocked: " + Refusals.words(error);
              };
          case LOADING -> loading(error);
          case ASKING, TAKEN, REFUSED -> Refusals.words(error);
        });
  }

  private static String loading(int error) {
    return switch (error) {
      case 403 -> "it is locked against this: unlock it first (error 403)";
      case 408 -> "it did not get the image in time (error 408)";
      case 413 -> "the image is too big: at most 508 KB (error 413)";
      case 424 ->
          "it could not reach our address, or did not get the ranges that it asked for (error 424)";
      case 471 -> "what it loaded does not have the digest: nothing was changed (error 471)";
      default -> Refusals.words(error);
    };
  }

  /// No answer came, or the connection broke. While it loads that leaves open what happened.
  public Move failed(Message.Failed failed) {
    return switch (stage) {
      case LOADING ->
          stop(
              "it did not answer ("
                  + failed.reason()
                  + "): it may be loading still; wait five"
                  + " minutes and look whether it is back before anything else");
      case ASKING, UNLOCKING -> stop("it could not be asked: " + failed.reason());
      case TAKEN, REFUSED -> new Move(this, Optional.empty());
    };
  }

  /// What an owner is told before the question whether to go on.
  public static List<String> warnings() {
    return List.of(
        "The maker's firmware is gone afterwards and cannot be brought back over the air.",
        "A unit that loses power while it loads may be dead until its serial pins are used.",
        "For a minute or two it is in nobody's control: nothing dangerous should hang on it.");
  }
}
