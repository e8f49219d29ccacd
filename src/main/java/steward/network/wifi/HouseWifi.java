package steward.network.wifi;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import steward.network.Drawer;
import steward.network.fence.Advice;
import steward.network.fence.FenceDoor;
import steward.network.fence.Hardware;
import steward.network.fence.HeldWay;

/// The radio of the things: its name, its keys, whether it is visible. Thread-safe; every change
/// blocks on the disk and on the helper.
///
/// A thing that got a key of its own can be forgotten by itself. The common passphrase still opens
/// the radio to it; only a new one ([#renew]) ends that.
public final class HouseWifi {
  /// Further keys are refused.
  public static final int KEYS_MAX = 400;

  public static final Duration VISIBLE_MAX = Duration.ofHours(1);
  private static final String KEY = "key ";

  private final Optional<WifiSettings> settings;
  private final Drawer drawer;
  private final HeldWay way;
  private final InstantSource clock;
  private final RandomGenerator chance;
  private final Map<String, WifiKey> keys = new TreeMap<>();
  private String name;
  private String passphrase;
  private Instant visibleUntil = Instant.MIN;

  /// @param settings none where the configuration has no radio
  /// @param door the helper; none in advice mode
  /// @param chance a secure one
  public HouseWifi(
      Optional<WifiSettings> settings,
      Drawer drawer,
      Optional<FenceDoor> door,
      InstantSource clock,
      RandomGenerator chance) {
    this.settings = settings;
    this.drawer = drawer;
    way = new HeldWay(FenceDoor.Way.WIFI, door);
    this.clock = clock;
    this.chance = chance;
    Map<String, String> kept = drawer.all();
    name = kept.getOrDefault("name", "");
    passphrase = kept.getOrDefault("passphrase", "");
    kept.forEach((what, text) -> {
      if (what.startsWith(KEY))
        WifiKey.of(what.substring(KEY.length()), text).ifPresent(key -> keys.put(key.id(), key));
    });
  }

  /// How it is, without secrets.
  ///
  /// @param settings none where it is off
  /// @param byHelper whether the helper runs it; else a person takes the files elsewhere
  /// @param visibleUntil while its name is shown
  /// @param problem what is wrong, in a sentence; else empty
  public record Status(
      Optional<WifiSettings> settings,
      String name,
      boolean byHelper,
      Optional<Instant> visibleUntil,
      String problem,
      List<WifiKey> keys) {
    public Status {
      keys = List.copyOf(keys);
    }
  }

  public boolean isOn() {
    return settings.isPresent();
  }

  public synchronized Status status() {
    Optional<Instant> shown =
        Optional.of(visibleUntil).filter(until -> until.isAfter(clock.instant()));
    String wrong =
        isOn() ? way.problem() : "network.wifi-interface is not set, so there is no radio.";
    return new Status(
        settings, name, way.door().isPresent(), shown, wrong, List.copyOf(keys.values()));
  }

  /// Makes name and passphrase where there are none, and puts the radio in force.
  public synchronized void begin() {
    try {
      if (isOn() && (!Letters.isOne(name) || !Letters.isOne(passphrase))) fresh();
      push();
    } catch (IOException e) {
      way.failed(e);
    }
  }

  /// Tells the helper again what it did not take before, such as that a key ended.
  public synchronized void follow() {
    if (way.differs(rows())) begin();
  }

  private void fresh() throws IOException {
    name = Letters.fresh(chance);
    passphrase = Letters.fresh(chance);
    drawer.put("name", name);
    drawer.put("passphrase", passphrase);
  }

  private List<String> rows() {
    var rows = new ArrayList<String>();
    settings.ifPresent(it -> {
      rows.add(
          "wifi %s %s %d %s %s"
              .formatted(it.radio(), it.country(), it.channel(), name, passphrase));
      it.bridge().ifPresent(bridge -> rows.add("bridge " + bridge));
      if (it.newer()) rows.add("sae");
      keys.values().forEach(key -> rows.add(key.row()));
    });
    return rows;
  }

  private void push() throws IOException {
    way.hold(rows());
  }

  private void expectOn() throws IOException {
    if (!isOn()) throw new IOException(status().problem());
  }

  /// A new name and a new passphrase; every thing has to be told them, and keys of things end.
  public synchronized WifiCard renew() throws IOException {
    expectOn();
    for (String id : List.copyOf(keys.keySet())) {
      drawer.put(KEY + id, "");
      keys.remove(id);
    }
    fresh();
    push();
    return card();
  }

  /// What a thing needs that has no key of its own.
  public synchronized WifiCard card() throws IOException {
    expectOn();
    return new WifiCard("", name, passphrase);
  }

  /// A key for this thing, which opens the radio to its hardware address alone; another address or
  /// another time makes a new key.
  ///
  /// @throws IOException with a sentence where that is not done
  public synchronized WifiCard keyFor(String id, Hardware hardware) throws IOException {
    expectOn();
    if (keys.size() >= KEYS_MAX && !keys.containsKey(id))
      throw new IOException("There are " + KEYS_MAX + " keys, which is the most.");
    for (WifiKey other : keys.values())
      if (other.hardware().equals(hardware) && !other.id().equals(id))
        throw new IOException("The address " + hardware + " has the key of " + other.id() + ".");
    var key = new WifiKey(id, hardware, Letters.fresh(chance), clock.instant());
    drawer.put(KEY + id, key.kept());
    keys.put(id, key);
    push();
    return new WifiCard(id, name, key.passphrase());
  }

  /// Ends the key of a thing.
  ///
  /// @return whether it had one
  public synchronized boolean forget(String id) throws IOException {
    if (!keys.containsKey(id)) return false;
    drawer.put(KEY + id, "");
    keys.remove(id);
    push();
    return true;
  }

  /// Ends the keys of those who may not join any more.
  ///
  /// @param isOut asked of each address that has a key, while nobody gets a new one
  /// @return whose keys ended
  public synchronized List<String> end(Predicate<Hardware> isOut) throws IOException {
    List<String> ended =
        keys.values().stream().filter(key -> isOut.test(key.hardware())).map(WifiKey::id).toList();
    for (String id : ended) {
      drawer.put(KEY + id, "");
      keys.remove(id);
    }
    if (!ended.isEmpty()) push();
    return ended;
  }

  /// Shows the name for a time, so that apps see it that list only visible networks. It ends by
  /// itself in the helper, and with every new start of it.
  public synchronized void show(Duration time) throws IOException {
    expectOn();
    if (time.isNegative() || time.compareTo(VISIBLE_MAX) > 0)
      throw new IOException("The name can be visible for up to an hour.");
    helper().visible(time);
    visibleUntil = clock.instant().plus(time);
  }

  public synchronized void hide() throws IOException {
    expectOn();
    helper().visible(Duration.ZERO);
    visibleUntil = Instant.MIN;
  }

  private FenceDoor helper() throws IOException {
    return way.door()
        .orElseThrow(() ->
            new IOException("In advice mode the name is shown and hidden at the access point."));
  }

  /// The files of hostapd for a person who runs it elsewhere. They hold all secrets.
  public synchronized Advice.Given files() throws IOException {
    expectOn();
    return new Advice.Given(
        Advice.files(FenceDoor.Way.WIFI, rows()),
        List.of(
            "Copy both files to /etc/hostapd on the access point, readable for root alone.",
            "Start hostapd with hostapd.conf. After a change of psk alone: hostapd_cli reload_wpa_psk.",
            "To show the name for a while: hostapd_cli set ignore_broadcast_ssid 0, then"
                + " hostapd_cli update_beacon; 1 hides it again."),
        List.of("Whether the access point keeps things apart is not measured."));
  }
}
