package steward.sim;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steward.drivers.plain.PlainFamily;
import steward.thing.Binding;
import steward.thing.Message.Publish;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;

/// A home-made thing on MQTT: it says its state as JSON when that changes and now and then, and
/// listens at `…/set`. Confined to the house's context.
class PlainGadget implements Gadget {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  final String id;
  final Room room;
  final String base;
  private final String name;
  private final Map<String, String> sheet = new TreeMap<>();
  private Supplier<String> state = () -> "{}";
  private Temper temper = Temper.STEADY;
  private boolean keeps;
  private boolean spouting;
  private boolean lying;
  private String said = "";
  private double beatsToReport;
  private @Nullable Wire wire;

  PlainGadget(String id, String name, Room room, String kind) {
    this.id = id;
    this.name = name;
    this.room = room;
    this.base = "house/" + ThingId.from(room.name) + "/" + id;
    sheet("key", id);
    sheet("name", name);
    sheet("kind", "/device/" + kind);
    sheet("maker", "Homemade");
    sheet("online", base + "/availability online offline");
  }

  final PlainGadget sheet(String part, String line) {
    sheet.put(part, line);
    return this;
  }

  /// A line `observe.PROPERTY` on the thing's own state topic.
  final PlainGadget observes(String property, String line) {
    return sheet("observe." + property, base + "/state " + line);
  }

  /// A line `perform.ACTION` on the thing's own command topic.
  final PlainGadget performs(String action, String payload) {
    return sheet("perform." + action, base + "/set " + payload);
  }

  final PlainGadget state(Supplier<String> json) {
    state = json;
    return this;
  }

  final PlainGadget temper(Temper value) {
    temper = value;
    return this;
  }

  /// The broker keeps its last state.
  final PlainGadget keeping() {
    keeps = true;
    return this;
  }

  /// Now and then it says something that makes no sense.
  final PlainGadget spouting() {
    spouting = true;
    return this;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String clientId() {
    return "home-" + id;
  }

  @Override
  public Publish will() {
    return new Publish(base + "/availability", Bytes.utf8("offline"), 1, true);
  }

  @Override
  public Duration keepAlive() {
    return KEEP_ALIVE;
  }

  @Override
  public Temper temper() {
    return temper;
  }

  @Override
  public List<SimThing> things() {
    var udn = new Udn(PlainFamily.NAME + ":" + id);
    var binding = new Binding(PlainFamily.NAME, new TreeMap<>(sheet));
    return List.of(new SimThing(udn, new ThingId(id), name, room.name, binding));
  }

  @Override
  public final void connected(Wire opened, boolean first) {
    wire = opened;
    opened.say(base + "/availability", "online", true);
    opened.subscribe(base + "/set");
    report();
  }

  @Override
  public final void came(Publish message) {
    // A retained command would be carried out again after every lost connection.
    if (message.topic().equals(base + "/set") && !message.retained()) obey(message.text().strip());
  }

  /// Carries out what came on its command topic.
  void obey(String command) {}

  @Override
  public void beat(double minutes) {
    if (wire == null) return;
    if (spouting && wire.faults() && wire.chance().nextInt(40) == 0) {
      say("state", nonsense(wire.chance().nextInt(5)), false);
    }
    beatsToReport--;
    if (beatsToReport <= 0 || !state.get().equals(said)) report();
  }

  private static String nonsense(int which) {
    return switch (which) {
      case 0 -> "{\"temperature\":";
      case 1 -> "{\"temperature\":1e99,\"humidity\":-5}";
      case 2 -> "{\"temperature\":\"NaN\",\"light\":[1,2]}";
      case 3 -> "\u0000\ufffd<b>42</b>";
      default -> "";
    };
  }

  /// Says its state now.
  final void report() {
    if (lying) return;
    said = state.get();
    beatsToReport = 30 + (id.hashCode() & 15);
    say("state", said, keeps);
  }

  final void say(String last, String payload, boolean retained) {
    if (wire != null) wire.say(base + "/" + last, payload, retained);
  }

  final void after(long millis, Runnable action) {
    if (wire != null) wire.timeline().after(millis, action);
  }

  /// A home-made thing that lies obeys in its state only: it goes on saying what it said before.
  @Override
  public final void lie(boolean on) {
    lying = on;
  }
}
