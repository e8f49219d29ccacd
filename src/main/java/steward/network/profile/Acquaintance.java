package steward.network.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;
import steward.value.Tree;

/// What the house knows of one station's wants, to tell what is new. Immutable and pure.
///
/// For [#LEARNING] after it was first met everything is noted silently, unless the owner says
/// earlier that it is known; from then on whatever no way covers and nobody saw before is told,
/// once.
///
/// @param profile the profile that a person chose; empty for the one that fits
/// @param settled from when on news are told
/// @param firmware the last one seen; empty where unknown
/// @param updated when it changed, from which to which
/// @param known a line for each, `HOST PROTOCOL/PORTS`; at most [#KNOWN_MAX]
/// @param wishes those that wait for a person; at most [#WISHES_MAX]
record Acquaintance(
    Instant since,
    String profile,
    Optional<Instant> settled,
    String firmware,
    Optional<Update> updated,
    Set<String> known,
    List<NewWish> wishes) {
  static final Duration LEARNING = Duration.ofDays(14);

  /// How long after an update a wish is taken for one of it.
  static final Duration FRESH = Duration.ofDays(3);

  static final int KNOWN_MAX = 128;
  static final int WISHES_MAX = 16;

  record Update(Instant at, String words) {}

  Acquaintance {
    known = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(known));
    wishes = List.copyOf(wishes);
  }

  static Acquaintance begun(Instant now) {
    return new Acquaintance(now, "", Optional.empty(), "", Optional.empty(), Set.of(), List.of());
  }

  /// What a look at it came to.
  ///
  /// @param news to be told now
  record Met(Acquaintance next, List<NewWish> news) {}

  /// Looks at all that it was seen to want.
  ///
  /// @param open its ways out at present
  /// @param nowFirmware empty where unknown
  Met meet(
      String station, Collection<Wanted> wanted, List<Lane> open, String nowFirmware, Instant now) {
    Acquaintance here = withFirmware(nowFirmware, now);
    boolean isSettled =
        settled.isPresent() || !Duration.between(since, now).minus(LEARNING).isNegative();
    var more = new LinkedHashSet<>(known);
    var news = new ArrayList<NewWish>();
    String after = here.after(now);
    for (Wanted one : wanted) {
      Optional<Lane> lane = lane(one);
      boolean isGuess = one.ports().isEmpty();
      if (lane.isEmpty()
          || isCovered(lane.get(), isGuess, open)
          || (isGuess ? knowsName(more, one.host()) : knows(more, lane.get()))) continue;
      boolean isTold = isSettled && wishes.size() + news.size() < WISHES_MAX;
      if (!isTold && (isSettled || more.size() >= KNOWN_MAX)) continue;
      more.add(line(lane.get()));
      if (isTold) news.add(new NewWish(station, lane.get(), isGuess, now, after));
    }
    var waiting = new ArrayList<>(wishes);
    waiting.removeIf(wish -> isCovered(wish.lane(), wish.guessed(), open));
    waiting.addAll(news);
    Optional<Instant> from = settled.isEmpty() && isSettled ? Optional.of(now) : settled;
    return new Met(
        new Acquaintance(
            since, profile, from, here.firmware, here.updated, gathered(more), waiting),
        news);
  }

  private Acquaintance withFirmware(String fresh, Instant now) {
    if (fresh.isEmpty() || fresh.equals("unknown") || fresh.equals(firmware)) return this;
    Optional<Update> update =
        firmware.isEmpty()
            ? updated
            : Optional.of(new Update(now, "from " + firmware + " to " + fresh));
    return new Acquaintance(since, profile, settled, fresh, update, known, wishes);
  }

  private String after(Instant now) {
    return updated
        .filter(one -> Duration.between(one.at(), now).compareTo(FRESH) <= 0)
        .map(Update::words)
        .orElse("");
  }

  /// Its owner looked at it: what waits is known.
  Acquaintance settled(Instant now) {
    return new Acquaintance(since, profile, Optional.of(now), firmware, updated, known, List.of());
  }

  Acquaintance chosen(String id) {
    return new Acquaintance(since, id, settled, firmware, updated, known, wishes);
  }

  private static Optional<Lane> lane(Wanted one) {
    return switch (Aim.of(one)) {
      case Aim.Named(Host host, _) ->
          Optional.of(new Lane.Out(host, one.portsOrGuess(), false, false));
      case Aim.Figures(Subnet target, _) ->
          Optional.of(new Lane.Exact(target, one.portsOrGuess(), false));
      case Aim.Needless _ -> Optional.empty();
    };
  }

  /// A way that is open in the window covers what is wanted outside it: it is known.
  private static boolean isCovered(Lane lane, boolean isGuess, List<Lane> open) {
    return open.stream()
        .anyMatch(way ->
            switch (way) {
              case Lane.Out out ->
                  Cover.covers(
                      new Lane.Out(out.host(), isGuess ? lane.ports() : out.ports(), true, false),
                      lane);
              case Lane.Exact exact ->
                  Cover.covers(new Lane.Exact(exact.target(), exact.ports(), false), lane);
              case Lane.In _, Lane.Knock _ -> false;
            });
  }

  /// A way in a line: a name or an address, and the ports.
  static String line(Lane lane) {
    return switch (lane) {
      case Lane.Out(Host host, Ports ports, _, _) -> host + " " + ports;
      case Lane.Exact(Subnet target, Ports ports, _) -> target + " " + ports;
      case Lane.In _, Lane.Knock _ -> throw new IllegalArgumentException("a way out is wanted");
    };
  }

  /// Reads such a line.
  static Lane lane(Tree at) {
    String[] words = at.text().split("[ /]", -1);
    if (words.length < 3 || at.text().indexOf(' ') < 0)
      throw at.wrong("a name or an address, and ports such as tcp/443");
    String where = at.text().substring(0, at.text().indexOf(' '));
    String[] range = words[words.length - 1].split("-", -1);
    var protocol = words[words.length - 2].equals("udp") ? Ports.Protocol.UDP : Ports.Protocol.TCP;
    try {
      var ports =
          new Ports(
              protocol, Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]));
      return where.indexOf('/') > 0
          ? new Lane.Exact(Subnet.parse(where), ports, false)
          : new Lane.Out(Host.parse(where), ports, false, false);
    } catch (NumberFormatException _) {
      throw at.wrong("ports such as tcp/443");
    }
  }

  private static boolean knowsName(Set<String> known, String name) {
    return known.stream()
        .map(line -> line.substring(0, line.indexOf(' ')))
        .anyMatch(one -> one.startsWith("*") ? name.endsWith(one.substring(1)) : name.equals(one));
  }

  private static boolean knows(Set<String> known, Lane lane) {
    if (known.contains(line(lane))) return true;
    if (!(lane instanceof Lane.Out(Host host, Ports ports, _, _))) return false;
    for (int dot = host.name().indexOf('.'); dot > 0; dot = host.name().indexOf('.', dot + 1))
      if (known.contains("*" + host.name().substring(dot) + " " + ports)) return true;
    return false;
  }

  /// Many names of one owner are known as its zone, so that a server with the next number is no
  /// news.
  private static Set<String> gathered(Set<String> known) {
    var byOwner = new java.util.TreeMap<String, TreeSet<String>>();
    for (String line : known) {
      int space = line.indexOf(' ');
      String name = line.substring(0, space);
      if (name.indexOf('/') < 0 && name.indexOf(':') < 0 && !name.startsWith("*"))
        byOwner
            .computeIfAbsent(
                Domains.registrable(name) + line.substring(space), _ -> new TreeSet<>())
            .add(name);
    }
    var all = new LinkedHashSet<>(known);
    byOwner.forEach((owner, names) -> {
      if (names.size() < Proposer.MANY) return;
      String ports = owner.substring(owner.indexOf(' '));
      Domains.zone(names)
          .ifPresent(zone -> {
            names.forEach(name -> all.remove(name + ports));
            all.add("*." + zone + ports);
          });
    });
    return all;
  }
}
