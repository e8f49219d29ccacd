package steward.sim;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steward.thing.Message.Publish;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;

/// An ESPHome node with a loudspeaker and sensors. Its media player has no place in the convention,
/// so its owner gave it texts to say and to play, and a number for the volume. Short keys, plain
/// payloads, retained states, its will on `…/status`. Confined to the house's context.
final class EspHomeSpeaker implements Gadget {
  private static final long SECOND_MS = 1_000;
  private static final int LETTERS_A_SECOND = 16;
  private static final int SENTENCE_MAX = 500;

  private final String id;
  private final String name;
  private final Room room;
  private final String mac;
  private String doing = "idle";
  private String sentence = "";
  private int volume = 40;
  private int spoken;
  private boolean lying;
  private double beatsToReport;
  private @Nullable Wire wire;

  EspHomeSpeaker(String id, String name, Room room) {
    this.id = id;
    this.name = name;
    this.room = room;
    this.mac = String.format("7c9ebd%06x", id.hashCode() & 0xFFFFFF);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String clientId() {
    return id + "-" + mac;
  }

  @Override
  public Publish will() {
    return new Publish(id + "/status", Bytes.utf8("offline"), 0, true);
  }

  @Override
  public Duration keepAlive() {
    return Duration.ofSeconds(15);
  }

  @Override
  public Temper temper() {
    return Temper.STEADY;
  }

  @Override
  public List<SimThing> things() {
    var udn = new Udn("mqtt-discovery:" + mac.toUpperCase(java.util.Locale.ROOT));
    return List.of(new SimThing(udn, new ThingId(id), name, room.name, null));
  }

  @Override
  public void connected(Wire opened, boolean first) {
    wire = opened;
    opened.say(id + "/status", "online", true);
    for (String part : List.of("text/say", "text/play", "number/volume", "button/pause"))
      opened.subscribe(id + "/" + part + "/command");
    announce(
        "text", "say", "\"min\":0,\"max\":255,\"mode\":\"text\",\"cmd_t\":\"~/text/say/command\"");
    announce(
        "text",
        "play",
        "\"min\":0,\"max\":255,\"mode\":\"text\",\"cmd_t\":\"~/text/play/command\"");
    announce("button", "pause", "\"cmd_t\":\"~/button/pause/command\"");
    announce(
        "number",
        "volume",
        "\"min\":0,\"max\":100,\"step\":1,\"unit_of_meas\":\"%\",\"stat_t\":\"~/number/volume/state\",\"cmd_t\":\"~/number/volume/command\"");
    announce("sensor", "playing", "\"stat_t\":\"~/sensor/playing/state\"");
    announce("sensor", "text", "\"stat_t\":\"~/sensor/text/state\"");
    announce(
        "sensor",
        "room_temperature",
        "\"dev_cla\":\"temperature\",\"unit_of_meas\":\"°C\",\"stat_cla\":\"measurement\",\"stat_t\":\"~/sensor/room_temperature/state\"");
    announce(
        "sensor",
        "wifi_signal",
        "\"dev_cla\":\"signal_strength\",\"unit_of_meas\":\"dBm\",\"ent_cat\":\"diagnostic\",\"stat_t\":\"~/sensor/wifi_signal/state\"");
    report();
  }

  private void announce(String component, String object, String keys) {
    if (wire == null) return;
    String title =
        object.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
            + object.substring(1).replace('_', ' ');
    String document =
        "{\"~\":\""
            + id
            + "\","
            + keys
            + ",\"name\":\""
            + title
            + "\",\"avty_t\":\"~/status\",\"uniq_id\":\""
            + mac
            + "-"
            + component
            + "-"
            + Integer.toHexString(object.hashCode())
            + "\",\"dev\":{\"ids\":\""
            + mac
            + "\",\"name\":"
            + Json.quoted(name)
            + ",\"sw\":\"2024.5.1 (May 15 2024, 09:12:44)\",\"mdl\":\"esp32dev\",\"mf\":\"espressif\",\"sa\":\"\"}}";
    wire.say("homeassistant/" + component + "/" + id + "/" + object + "/config", document, true);
  }

  private void report() {
    beatsToReport = 40;
    if (lying) return;
    say("sensor/playing", doing);
    say("sensor/text", sentence);
    say("number/volume", Integer.toString(volume));
    say("sensor/room_temperature", Json.number(Math.rint(room.temperature * 5) / 5, 1));
    say("sensor/wifi_signal", "-61");
  }

  private void say(String part, String payload) {
    if (wire != null) wire.say(id + "/" + part + "/state", payload, true);
  }

  @Override
  public void came(Publish message) {
    if (message.retained()) return;
    String text = message.text();
    switch (message.topic().substring(id.length() + 1)) {
      case "text/say/command" ->
          speak(text.length() > SENTENCE_MAX ? text.substring(0, SENTENCE_MAX) : text);
      case "text/play/command" -> now("playing");
      case "button/pause/command" -> now("paused");
      case "number/volume/command" -> {
        if (text.matches("\\d{1,3}(\\.\\d+)?"))
          volume = (int) Math.min(100, Double.parseDouble(text));
        report();
      }
      default -> {} // nothing that it listens to
    }
  }

  private void now(String word) {
    spoken++;
    doing = word;
    report();
  }

  private void speak(String text) {
    sentence = text;
    now("speaking");
    int number = spoken;
    if (wire == null) return;
    wire.timeline()
        .after(
            SECOND_MS * (1 + text.length() / LETTERS_A_SECOND),
            () -> {
              if (number == spoken) now("idle"); // else it says something newer
            });
  }

  @Override
  public void beat(double minutes) {
    if (--beatsToReport <= 0) report();
  }

  @Override
  public void lie(boolean on) {
    lying = on;
  }
}
