package steward.network.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import steward.network.enclosure.Lanes;
import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;
import steward.network.profile.Proposal.Item;
import steward.network.profile.Proposal.Seen;
import steward.value.Text;

/// Makes a [Proposal]. Pure but for its own lists; confined to one proposal.
///
/// Ticked is what a profile proposes, and of what no profile knows each name that is not by its
/// words there for the maker alone. An address in figures is never ticked: it changes hands. Many
/// names below one owner's zone become that zone, marked as wider.
public final class Proposer {
  /// So many names below one zone are many.
  static final int MANY = 5;

  private static final int NAMES_MAX = 20;
  private static final int LEFT_NAMES_MAX = 3;
  private static final int HTTP = 80;

  private final Optional<Profile> profile;
  private final List<Lane> now;
  private final Map<String, Seen> needless = new TreeMap<>();
  private final Map<String, TreeSet<String>> needlessNames = new TreeMap<>();
  private final List<Item> items = new ArrayList<>();

  private Proposer(Optional<Profile> profile, List<Lane> now) {
    this.profile = profile;
    this.now = now;
  }

  /// @param now its ways out at present
  /// @return none where nothing was seen of it
  public static Optional<Proposal> of(
      Collection<Wanted> wanted, List<Lane> now, Optional<Profile> profile) {
    if (wanted.isEmpty()) return Optional.empty();
    return Optional.of(new Proposer(profile, Difference.outward(now)).propose(wanted));
  }

  private Proposal propose(Collection<Wanted> wanted) {
    for (Wanted one : wanted) take(one);
    group();
    unused();
    items.sort(
        Comparator.comparing((Item item) -> !item.ticked())
            .thenComparing(item -> item.seen().isEmpty())
            .thenComparing(item -> Lanes.says(item.lane())));
    Instant from = wanted.stream().map(Wanted::first).min(Instant::compareTo).orElseThrow();
    Instant to = wanted.stream().map(Wanted::last).max(Instant::compareTo).orElseThrow();
    List<String> left = new ArrayList<>(left());
    int more = items.size() - Proposal.ITEMS_MAX;
    if (more > 0) left.add("It wants " + more + " more than are shown here: see its ledger.");
    return new Proposal(from, to, items.stream().limit(Proposal.ITEMS_MAX).toList(), left);
  }

  private void take(Wanted one) {
    switch (Aim.of(one)) {
      case Aim.Needless(String why) -> {
        needless.merge(why, Seen.of(one), Seen::and);
        needlessNames.computeIfAbsent(why, _ -> new TreeSet<>()).add(Text.cut(one.host()).text());
      }
      case Aim.Figures(Subnet target, boolean isHome) -> {
        Lane lane = new Lane.Exact(target, one.portsOrGuess(), false);
        add(one, lane, isHome ? EnumSet.of(Mark.FIGURES, Mark.HOME) : EnumSet.of(Mark.FIGURES));
      }
      case Aim.Named(Host host, boolean isTelemetry) -> named(one, host, isTelemetry);
    }
  }

  private void named(Wanted one, Host host, boolean isTelemetry) {
    var marks = EnumSet.noneOf(Mark.class);
    if (isTelemetry) marks.add(Mark.TELEMETRY);
    List<Ports> ports = one.ports().map(List::of).orElseGet(() -> likely(host));
    if (ports.isEmpty()) marks.add(Mark.GUESSED);
    for (Ports each : ports.isEmpty() ? List.of(one.portsOrGuess()) : ports)
      add(one, new Lane.Out(host, each, false, false), EnumSet.copyOf(marks));
  }

  /// The ports that its ways and its profile have for a name.
  private List<Ports> likely(Host host) {
    return Stream.concat(
            now.stream(),
            profile.stream().flatMap(one -> one.passages().stream()).map(Passage::lane))
        .filter(lane -> lane instanceof Lane.Out out && Cover.covers(out.host(), host))
        .map(Lane::ports)
        .distinct()
        .toList();
  }

  private void add(Wanted one, Lane bare, Set<Mark> marks) {
    Optional<Passage> known = Profiles.about(profile, bare).stream().findFirst();
    Optional<Lane> open = now.stream().filter(way -> Cover.covers(way, bare)).findFirst();
    Lane lane =
        open.orElseGet(() ->
            known.filter(way -> way.usual() == Usual.WINDOW).isPresent() ? window(bare) : bare);
    known.ifPresent(_ -> marks.add(Mark.KNOWN));
    boolean isTelemetry =
        known.map(way -> way.need() == Need.TELEMETRY).orElse(marks.contains(Mark.TELEMETRY));
    marks.remove(Mark.TELEMETRY);
    if (isTelemetry) marks.add(Mark.TELEMETRY);
    if (one.refused()) marks.add(Mark.REFUSED);
    mark(lane, marks);
    boolean isTicked =
        open.isPresent()
            || known
                .map(way -> way.usual() != Usual.NEVER)
                .orElse(!isTelemetry && !marks.contains(Mark.FIGURES) && !isLocal());
    Need need = known.map(Passage::need).orElse(isTelemetry ? Need.TELEMETRY : Need.UNKNOWN);
    Seen seen = Seen.of(one);
    put(
        new Item(
            lane,
            isTicked,
            marks,
            need,
            why(known, marks),
            List.of(one.host()),
            Optional.of(seen)));
  }

  /// What leads through the same way is one item.
  private void put(Item item) {
    Optional<Item> same = items.stream().filter(one -> one.lane().equals(item.lane())).findFirst();
    items.removeAll(same.stream().toList());
    items.add(same.map(one -> both(one, item)).orElse(item));
  }

  private static Item both(Item one, Item other) {
    var marks = EnumSet.copyOf(one.marks());
    marks.addAll(other.marks());
    if (!one.marks().contains(Mark.REFUSED) || !other.marks().contains(Mark.REFUSED))
      marks.remove(Mark.REFUSED);
    return new Item(
        one.lane(),
        one.ticked() || other.ticked(),
        marks,
        one.need(),
        one.why(),
        Stream.concat(one.names().stream(), other.names().stream())
            .distinct()
            .limit(NAMES_MAX)
            .toList(),
        Stream.concat(one.seen().stream(), other.seen().stream()).reduce(Seen::and));
  }

  private void mark(Lane lane, Set<Mark> marks) {
    if (lane.ports().equals(Ports.tcp(HTTP))) marks.add(Mark.PLAIN);
    if (lane instanceof Lane.Out(Host host, _, _, _) && host.zone()) marks.add(Mark.WIDER);
    if (now.stream().anyMatch(open -> Cover.covers(open, lane))) marks.add(Mark.OPEN);
  }

  /// Whether its profile says that it needs nobody outside: then what it calls beyond it is no
  /// need.
  private boolean isLocal() {
    return profile.filter(one -> one.local() == Profile.Local.ALL).isPresent();
  }

  private static Lane window(Lane lane) {
    return switch (lane) {
      case Lane.Out out -> new Lane.Out(out.host(), out.ports(), out.six(), true);
      case Lane.Exact exact -> new Lane.Exact(exact.target(), exact.ports(), true);
      case Lane.In _, Lane.Knock _ -> lane;
    };
  }

  private String why(Optional<Passage> known, Set<Mark> marks) {
    String first =
        known
            .map(way -> way.why().isEmpty() ? way.need().says() + "." : way.why())
            .orElseGet(() ->
                profile.isEmpty()
                    ? "It called there; nobody has said what for."
                    : isLocal()
                        ? "Its profile does not name it, and says that it works without."
                        : "Its profile does not name it.");
    List<String> more = marks.stream().filter(one -> one != Mark.KNOWN).map(Mark::says).toList();
    return more.isEmpty() ? first : first + " Note: " + String.join("; ", more) + ".";
  }

  /// Many names of one owner, alike in all else, become one way to their zone.
  private void group() {
    var alike = new TreeMap<String, List<Item>>();
    for (Item item : items)
      if (item.lane() instanceof Lane.Out(Host host, Ports ports, _, boolean windowOnly)
          && !item.marks().contains(Mark.OPEN))
        alike
            .computeIfAbsent(
                Domains.registrable(host.name())
                    + " "
                    + ports
                    + windowOnly
                    + item.ticked()
                    + item.need(),
                _ -> new ArrayList<>())
            .add(item);
    for (List<Item> several : alike.values()) {
      List<String> names = several.stream().flatMap(one -> one.names().stream()).toList();
      if (several.size() < MANY) continue;
      Domains.zone(names)
          .ifPresent(zone -> {
            items.removeAll(several);
            items.add(zone(zone, several, names));
          });
    }
  }

  private Item zone(String zone, List<Item> several, List<String> names) {
    Item first = several.getFirst();
    var marks = EnumSet.of(Mark.WIDER);
    for (Mark each : List.of(Mark.KNOWN, Mark.REFUSED, Mark.TELEMETRY, Mark.GUESSED))
      if (several.stream().allMatch(one -> one.marks().contains(each))) marks.add(each);
    boolean isWindow = first.lane() instanceof Lane.Out out && out.windowOnly();
    Lane lane = new Lane.Out(new Host(zone, true), first.lane().ports(), false, isWindow);
    mark(lane, marks);
    long telemetry =
        items.stream()
            .filter(one -> one.need() == Need.TELEMETRY && Cover.covers(lane, one.lane()))
            .count();
    String also =
        telemetry == 0
            ? ""
            : " It lets through "
                + (telemetry == 1 ? "one name" : telemetry + " names")
                + " for reports as well.";
    return new Item(
        lane,
        first.ticked(),
        marks,
        first.need(),
        "It called %d names below %s, so all of them are proposed, which is wider.%s"
            .formatted(names.size(), zone, also),
        names.stream().sorted().limit(NAMES_MAX).toList(),
        several.stream().flatMap(one -> one.seen().stream()).reduce(Seen::and));
  }

  /// What is open and was not used stays ticked: a time without a call is no proof.
  private void unused() {
    for (Lane lane : now) {
      boolean isUsed =
          items.stream().anyMatch(one -> one.seen().isPresent() && touches(lane, one.lane()));
      Need need =
          Profiles.about(profile, lane).stream()
              .findFirst()
              .map(Passage::need)
              .orElse(Need.UNKNOWN);
      if (!isUsed)
        items.add(
            new Item(
                lane,
                true,
                EnumSet.of(Mark.UNUSED, Mark.OPEN),
                need,
                "It is open, and nothing used it in this time. Untick it to close it.",
                List.of(),
                Optional.empty()));
    }
  }

  private static boolean touches(Lane open, Lane used) {
    return Cover.covers(open, used) || Cover.covers(used, open);
  }

  private List<String> left() {
    return needless.entrySet().stream()
        .map(entry -> {
          TreeSet<String> names = needlessNames.getOrDefault(entry.getKey(), new TreeSet<>());
          String some = String.join(", ", names.stream().limit(LEFT_NAMES_MAX).toList());
          int more = names.size() - LEFT_NAMES_MAX;
          return "It wanted %s (%s%s; %d packets): no way is needed."
              .formatted(
                  entry.getKey(),
                  some,
                  more > 0 ? " and " + more + " more" : "",
                  entry.getValue().packets());
        })
        .toList();
  }
}
