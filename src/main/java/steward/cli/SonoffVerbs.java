package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import steward.value.Sha256;
import steward.value.Tree;

/// SONOFF devices: the way out of their maker's cloud, the pairing of old ones with this house, and
/// another firmware for those in DIY mode.
final class SonoffVerbs {
  private static final int PART_BYTES = 48 * 1024;
  private static final int PASSWORD_BYTES_MAX = 200;
  private static final long IMAGE_BYTES_MAX = 1 << 20;
  private static final Duration LOOK_EACH = Duration.ofSeconds(1);
  private static final Duration FLASH_MAX = Duration.ofMinutes(6);

  private SonoffVerbs() {}

  static Verb sonoff() {
    return Verb.of(
            "sonoff",
            "SONOFF: ways out of their maker's cloud.",
            asked -> {
              asked.spec().commandLine().usage(asked.screen().out());
              return Exit.DONE;
            })
        .part(
            Verb.of(
                    "way-out",
                    "Which way fits this model and firmware, and why.",
                    SonoffVerbs::ways)
                .word("MODEL", "1", "As it stands on the unit, such as BASICR3.")
                .word("FIRMWARE", "0..1", "Such as 1.5.5; the number decides.")
                .example("steward sonoff way-out BASICR3 3.6.0")
                .example("steward sonoff way-out S20 1.5.5"))
        .part(
            Verb.of("pair", "Point stock firmware 1.0 to 1.5 at this house.", SonoffVerbs::pair)
                .flag("--now", "Do it: this computer is in the Wi-Fi ITEAD-1000… of the unit.")
                .option("--house", "ADDRESS:PORT", "Where the unit reaches the house.")
                .option("--ssid", "NAME", "Your Wi-Fi.")
                .option("--password", "-", "Read the password of your Wi-Fi from the input.")
                .option("--at", "ADDRESS", "The unit's own address (default: 10.10.7.1).")
                .more(
                    "Without --now it shows the steps. With it no steward is asked, for from that Wi-Fi"
                        + " none is reached.")
                .example("steward sonoff pair")
                .example("steward sonoff pair --now --house 192.168.50.2:8444 --ssid Home"))
        .part(
            Verb.of("flash", "Replace the firmware of a unit in DIY mode.", SonoffVerbs::flash)
                .word("THING", "1", "The thing.")
                .word("IMAGE", "1", "The file; at most 508 KB, not packed; - reads it.")
                .option("--sha256", "DIGEST", "The digest that its source gives.")
                .flag("--yes", "Do not ask whether to go on.")
                .example("steward sonoff flash hall-plug tasmota-lite.bin --sha256 9f86d0…"))
        .example("steward sonoff way-out BASICR3 3.6.0");
  }

  // ---- the way out

  private static Exit ways(Asked asked) throws Failure {
    Tree answer = advice(asked, asked.word(0), asked.word(1));
    if (asked.printed(answer)) return Exit.DONE;
    Screen screen = asked.screen();
    String best = Part.text(answer, "best");
    for (Tree way : answer.get("ways").items()) {
      String mark = Part.text(way, "way").equals(best) ? "  <- take this one" : "";
      screen.line(Part.text(way, "title") + ": " + Part.text(way, "fits") + mark);
      screen.line("  " + Part.text(way, "why"));
      if (!mark.isEmpty()) numbered(screen, way.get("steps").items());
      screen.line("");
    }
    screen.line(Screen.clean(answer.get("advice").items().getLast().text()));
    return Exit.DONE;
  }

  private static Tree advice(Asked asked, String model, String firmware) throws Failure {
    return asked
        .api()
        .get("/ways-out?model=" + Api.part(model) + "&firmware=" + Api.part(firmware));
  }

  private static void numbered(Screen screen, List<Tree> steps) {
    int number = 0;
    for (Tree step : steps) screen.line("  " + ++number + ". " + Screen.clean(step.text()));
  }

  // ---- pairing

  private static Exit pair(Asked asked) throws Failure, IOException {
    if (asked.flag("--now")) return pairNow(asked);
    Tree answer = advice(asked, "", "1.5");
    if (asked.printed(answer)) return Exit.DONE;
    for (Tree way : answer.get("ways").items())
      if (Part.text(way, "way").equals("stock")) numbered(asked.screen(), way.get("steps").items());
    return Exit.DONE;
  }

  private static Exit pairNow(Asked asked) throws Failure, IOException {
    if (asked.isInside())
      throw new Failure(
          Exit.USAGE,
          "--now is done by the computer that is in the unit's own Wi-Fi, not from here");
    String house = asked.option("--house").orElse("");
    if (!house.matches("[0-9.]{7,15}:\\d{1,5}"))
      throw Asked.wrong("--house", "the house's address and port, 192.168.50.2:8444", house);
    String ssid = asked.option("--ssid").orElse("");
    if (ssid.isBlank()) throw Asked.wrong("--ssid", "the name of your Wi-Fi", ssid);
    String at = asked.option("--at").orElse("10.10.7.1");
    if (!at.matches("[0-9.]{7,15}(:\\d{1,5})?"))
      throw Asked.wrong("--at", "an address in figures", at);
    var unit = new AccessPoint(at);
    Tree device = unit.device();
    String id = Part.text(device, "deviceid");
    asked.screen().line("Device  " + id);
    asked
        .screen()
        .line("apikey  " + Part.text(device, "apikey") + "   (keep it: it is its secret)");
    String password = password(asked, ssid);
    int colon = house.indexOf(':');
    Tree answer =
        unit.join(
            ssid,
            password,
            house.substring(0, colon),
            Integer.parseInt(house.substring(colon + 1)));
    int error = (int) answer.get("error").number();
    if (error != 0) throw new Failure(Exit.NOT_TAKEN, "it did not take that: error " + error);
    asked
        .screen()
        .line(
            "It joins your Wi-Fi now and calls the house. Then: steward inbox accept sonoff:" + id);
    return Exit.DONE;
  }

  /// A command line can be seen by others, so it stands on none.
  private static String password(Asked asked, String ssid) throws Failure, IOException {
    if (asked.option("--password").isEmpty())
      return asked.secret("Password of '" + Screen.clean(ssid) + "':", "--password -");
    byte[] bytes = asked.in().readNBytes(PASSWORD_BYTES_MAX);
    return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }

  // ---- flashing

  private static Exit flash(Asked asked) throws Failure, IOException, InterruptedException {
    byte[] image = image(asked);
    String digest = digest(image);
    String given = asked.option("--sha256").orElse(digest).strip();
    if (!given.equalsIgnoreCase(digest))
      throw new Failure(Exit.USAGE, "the file's SHA-256 is " + digest + ", not the one given");
    Screen screen = asked.screen();
    screen.err().println("Image   " + image.length + " bytes");
    screen.err().println("SHA-256 " + digest);
    warn(screen);
    if (!asked.flag("--yes") && !asked.line("Go on? Type yes:", "--yes").equalsIgnoreCase("yes"))
      throw new Failure(Exit.NOT_TAKEN, "nothing was done");
    String path = "/things/" + Api.part(asked.word(0)) + "/flash";
    for (int at = 0; at < image.length; at += PART_BYTES) {
      byte[] part = Arrays.copyOfRange(image, at, Math.min(image.length, at + PART_BYTES));
      asked.api().put(path, Map.of("at", at, "bytes", Base64.getEncoder().encodeToString(part)));
    }
    asked.api().post(path, Map.of("sha256", digest, "length", image.length));
    return watched(asked, path);
  }

  private static void warn(Screen screen) {
    for (String line :
        List.of(
            "The maker's firmware is gone afterwards and cannot be brought back over the air.",
            "A unit that loses power while it loads may be dead until its serial pins are used.",
            "For a minute or two it is in nobody's control: nothing dangerous should hang on it."))
      screen.err().println("! " + line);
  }

  private static Exit watched(Asked asked, String path) throws Failure, InterruptedException {
    long until = System.nanoTime() + FLASH_MAX.toNanos();
    String before = "";
    while (System.nanoTime() < until) {
      Tree now = asked.api().get(path);
      String said =
          "%s (%d of %d bytes)"
              .formatted(
                  Part.text(now, "sentence"),
                  (int) now.get("loaded").number(),
                  (int) now.get("length").number());
      if (now.get("over").truth()) {
        if (!asked.printed(now)) asked.screen().line(Part.text(now, "sentence"));
        boolean isLoaded = now.get("loaded").number() >= now.get("length").number();
        return isLoaded ? Exit.DONE : Exit.NOT_TAKEN;
      }
      if (!said.equals(before)) asked.screen().err().println(said);
      before = said;
      Thread.sleep(LOOK_EACH);
    }
    throw new Failure(Exit.STEWARD_FAILED, "it did not end in time: " + before);
  }

  private static byte[] image(Asked asked) throws Failure, IOException {
    if (asked.word(1).equals("-")) return piped(asked);
    Path file = asked.file(asked.word(1));
    try {
      if (Files.size(file) <= IMAGE_BYTES_MAX) return Files.readAllBytes(file);
      throw tooLarge();
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, "'" + Screen.clean(asked.word(1)) + "' cannot be read");
    }
  }

  private static byte[] piped(Asked asked) throws Failure, IOException {
    byte[] image = asked.in().readNBytes((int) IMAGE_BYTES_MAX + 1);
    if (image.length > IMAGE_BYTES_MAX) throw tooLarge();
    return image;
  }

  private static Failure tooLarge() {
    return new Failure(Exit.USAGE, "the image is larger than any that fits: at most 508 KB");
  }

  private static String digest(byte[] image) {
    return Sha256.hex(image);
  }
}
