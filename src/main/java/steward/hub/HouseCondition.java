package steward.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import steward.api.Api;
import steward.api.Note;
import steward.api.Part;
import steward.discovery.DiscoveryInbox;
import steward.hub.sonoff.StockDoor;
import steward.link.DriverHost;
import steward.loop.HouseLoop;
import steward.mqtt.Broker;
import steward.mqtt.Bus;
import steward.mqtt.MqttMetrics;
import steward.store.StoreHealth;

/// Gathers how every part of the steward is, for the health page and the metrics. Thread-safe.
record HouseCondition(
    Instant since,
    Storage storage,
    HouseLoop loop,
    DriverHost host,
    DiscoveryInbox inbox,
    Bus bus,
    MqttMetrics mqtt,
    Supplier<Map<String, Long>> faces,
    Supplier<java.util.Optional<Note>> claim,
    StockDoor stock)
    implements Api.Condition {

  private Part broker() {
    if (!bus.isUp()) return new Part("mqtt", "red", "The broker cannot be reached.");
    return bus instanceof Broker
        ? new Part("mqtt", "green", "The broker is up.")
        : new Part(
            "mqtt",
            "green",
            "The broker is up. It is another program's: who may read and command devices there is decided by it, not by this house, which takes no commands of its own from it.");
  }

  @Override
  public List<Part> parts() {
    var parts = new ArrayList<Part>();
    parts.add(house());
    if (!loop.knowsTime())
      parts.add(
          new Part(
              "clock",
              "orange",
              "The house does not know the time, and clock times wait: set the clock of this machine, let the network set it, or sign in with a code if it is right."));
    parts.add(broker());
    parts.add(store("journal", storage.journal().health()));
    parts.add(store("database", storage.db().health()));
    parts.add(store("history", storage.history().health()));
    long faults = host.counters().getOrDefault("driver.faults", 0L);
    parts.add(
        faults == 0
            ? new Part("drivers", "green", "No driver has failed.")
            : new Part(
                "drivers", "orange", "Drivers failed " + faults + " times since the start."));
    parts.addAll(stock.parts());
    return parts;
  }

  private Part house() {
    var counters = loop.counters();
    long faults = counters.getOrDefault("house.faults", 0L);
    long lost = counters.getOrDefault("inbox.readings.dropped", 0L);
    if (faults > 0)
      return new Part(
          "house", "red", "The house could not take " + faults + " inputs; the log says which.");
    if (lost > 0)
      return new Part(
          "house", "orange", lost + " presses were dropped: something floods the house.");
    return new Part("house", "green", "The house takes everything as it comes.");
  }

  private static Part store(String name, StoreHealth health) {
    return new Part(name, health.ok() ? "green" : "red", sentence(health.sentence()));
  }

  private static String sentence(String text) {
    String upper = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }

  @Override
  public Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    all.putAll(loop.counters());
    all.putAll(host.counters());
    all.putAll(inbox.counters());
    all.putAll(faces.get());
    mqtt.read().forEach((name, value) -> all.put("mqtt." + name, value));
    storage
        .journal()
        .health()
        .counters()
        .forEach((name, value) -> all.put("journal." + name, value));
    storage.db().health().counters().forEach((name, value) -> all.put("database." + name, value));
    storage
        .history()
        .health()
        .counters()
        .forEach((name, value) -> all.put("history." + name, value));
    return all;
  }

  @Override
  public List<Note> notes() {
    var notes = new ArrayList<Note>();
    for (StoreHealth health :
        List.of(storage.journal().health(), storage.db().health(), storage.history().health())) {
      health.notes().forEach(note -> notes.add(new Note(note.at(), note.sentence())));
    }
    claim.get().ifPresent(notes::add);
    notes.addAll(stock.notes());
    notes.sort(java.util.Comparator.comparing(Note::at).reversed());
    return notes;
  }
}
