package steward.sim.fence;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the stations tried, what became of it by the rows of a plan, and what the kernel and
/// dnsmasq would say of it. Counts are made when somebody asks. Confined to one thread at a time.
final class SimTraffic {
  private static final int LOG_CHARACTERS_MAX = 8 << 20;
  private static final int TRIES_MAX = 200;
  private static final int REFUSED_BYTES = 60;
  private static final int ANSWER_FACTOR = 10;
  private static final int PACKET = 600;
  private static final int WANTING = 68;
  private static final int QUESTION_BYTES = 68;
  private static final String SERVER = "198.18.0.53";
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  private record Count(long packets, long bytes) {
    Count plus(long morePackets, long moreBytes) {
      return new Count(packets + morePackets, bytes + moreBytes);
    }
  }

  private final List<SimStation> stations;
  private final ZoneId zone = ZoneId.systemDefault();
  private final Map<String, Long> done = new HashMap<>();
  private final Map<String, Count> counters = new TreeMap<>();
  private final Map<String, Map<String, Count>> sets = new LinkedHashMap<>();
  private final StringBuilder log = new StringBuilder();
  private final Instant begun;
  private long questions;

  SimTraffic(List<SimStation> stations, Instant begun) {
    this.stations = List.copyOf(stations);
    this.begun = begun;
    for (String name : List.of("denied", "unknown", "from_home", "own_up", "own_down"))
      counters.put(name, new Count(0, 0));
  }

  /// The address that this station has by the plan, or one of those for unknown ones.
  private String address(SimStation station, SimPlan plan) {
    return plan.thing(station.hardware())
        .map(SimPlan.Thing::four)
        .orElse(plan.unknown(stations.indexOf(station)));
  }

  String leases(SimPlan plan, Instant now) {
    return stations.stream()
        .map(one ->
            "%d %s %s %s *"
                .formatted(
                    now.plusSeconds(600).getEpochSecond(),
                    one.hardware(),
                    address(one, plan),
                    one.called()))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /// Lets all of them try what they wanted to until now.
  void until(Instant now, SimPlan plan, SimTimed timed) {
    long passed = now.getEpochSecond() - begun.getEpochSecond();
    for (SimStation station : stations) {
      for (SimStation.Wish wish : station.wishes()) {
        String key = station.hardware() + wish;
        long due = 1 + passed / wish.everySeconds();
        long tries = Math.min(due - done.getOrDefault(key, 0L), TRIES_MAX);
        done.put(key, due);
        for (long i = 0; i < tries; i++) attempt(station, wish, plan, timed, now);
      }
    }
  }

  private void attempt(
      SimStation station, SimStation.Wish wish, SimPlan plan, SimTimed timed, Instant now) {
    Optional<SimPlan.Thing> thing = plan.thing(station.hardware());
    if (thing.isPresent() && plan.isAstray(thing.get(), station.port())) {
      add("strays", station.hardware() + " " + station.port(), 1, REFUSED_BYTES);
      return;
    }
    String four = address(station, plan);
    boolean isTime = wish.port() == 123;
    boolean open =
        thing.isPresent()
            && !timed.is("cut", thing.get().id())
            && (timed.is("learn", thing.get().id())
                || plan.isOpen(thing.get(), wish, timed.is("window", thing.get().id())));
    boolean named = wish.name().isEmpty() || thing.isPresent() && plan.resolves(thing.get(), wish);
    boolean told = named || open;
    if (!wish.name().isEmpty()) ask(four, wish, told, now);
    // The house answers whatever server of time a thing has in mind.
    if (isTime || !told) return;
    String flow = station.hardware() + " " + wish.address() + " " + wish.protocol() + " ";
    if (!open) {
      // Who gives out addresses sends to those who want one.
      if (wish.protocol().equals("udp") && wish.port() == WANTING)
        add("plays_dhcp", station.hardware(), 1, REFUSED_BYTES);
      add("denied4", flow + wish.port(), 1, REFUSED_BYTES);
      count("denied", 1, REFUSED_BYTES);
      return;
    }
    // What comes to the steward passes no fence.
    if (plan.isSteward(wish)) return;
    long back = (long) wish.bytes() * ANSWER_FACTOR;
    add("up4", flow + wish.port(), 1 + wish.bytes() / PACKET, wish.bytes());
    String down = four + " " + wish.address() + " " + wish.protocol() + " " + wish.port();
    add("down4", down, 1 + back / PACKET, back);
    count(thing.get().id() + "_up", 1 + wish.bytes() / PACKET, wish.bytes());
    count(thing.get().id() + "_down", 1 + back / PACKET, back);
  }

  private void ask(String four, SimStation.Wish wish, boolean told, Instant now) {
    long number = ++questions;
    String head =
        "%s dnsmasq[4711]: %d %s/%d "
            .formatted(
                WHEN.format(now.atZone(zone)),
                number,
                four,
                40_000 + Math.floorMod(number, 20_000));
    log.append(head).append("query[A] %s from %s%n".formatted(wish.name(), four));
    if (told) {
      log.append(head).append("forwarded %s to %s%n".formatted(wish.name(), SERVER));
      log.append(head).append("reply %s is %s%n".formatted(wish.name(), wish.address()));
      add("own4", SERVER + " udp 53", 1, QUESTION_BYTES);
      count("own_up", 1, QUESTION_BYTES);
      count("own_down", 1, QUESTION_BYTES * 2L);
    } else {
      log.append(head).append("config %s is NXDOMAIN%n".formatted(wish.name()));
    }
    if (log.length() > LOG_CHARACTERS_MAX) log.setLength(0);
  }

  private void count(String name, long packets, long bytes) {
    counters.merge(
        name, new Count(packets, bytes), (old, more) -> old.plus(more.packets, more.bytes));
  }

  private void add(String set, String key, long packets, long bytes) {
    sets.computeIfAbsent(set, _ -> new LinkedHashMap<>())
        .merge(key, new Count(packets, bytes), (old, more) -> old.plus(more.packets, more.bytes));
  }

  String names(int from) {
    return log.substring(Math.min(from, log.length()));
  }

  /// In the JSON of nft.
  String flows() {
    var parts = new ArrayList<String>();
    counters.forEach((name, count) ->
        parts.add("{\"counter\":{\"name\":\"%s\",%s}}".formatted(name, said(count))));
    sets.forEach((name, elements) ->
        parts.add(
            "{\"set\":{\"name\":\"%s\",\"elem\":[%s]}}"
                .formatted(
                    name,
                    elements.entrySet().stream()
                        .map(one -> element(one.getKey(), one.getValue()))
                        .collect(Collectors.joining(",")))));
    return "{\"nftables\":[" + String.join(",", parts) + "]}";
  }

  private static String element(String key, Count count) {
    if (!key.contains(" "))
      return "{\"elem\":{\"val\":\"%s\",\"counter\":{%s}}}".formatted(key, said(count));
    var words = new ArrayList<>(List.of(key.split(" ", -1)));
    String last = words.removeLast();
    String port = last.matches("[0-9]+") ? last : '"' + last + '"';
    return "{\"elem\":{\"val\":{\"concat\":[\"%s\",%s]},\"counter\":{%s}}}"
        .formatted(String.join("\",\"", words), port, said(count));
  }

  private static String said(Count count) {
    return "\"packets\":%d,\"bytes\":%d".formatted(count.packets, count.bytes);
  }
}
