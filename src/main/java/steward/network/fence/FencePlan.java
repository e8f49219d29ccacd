package steward.network.fence;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import steward.network.fence.Lane.Out;
import steward.value.Malformed;
import steward.value.Sha256;

/// The whole fence: where it stands and every thing inside it. Immutable; [#rows] is what the
/// helper reads.
public record FencePlan(Ground ground, List<Enclosed> things) {
  /// Where things without a lane to a name ask: nothing has a name there.
  private static final int NAMELESS = 5300;

  private static final int POLICIES_MAX = 99;
  private static final int SET_CHARACTERS = 12;

  public FencePlan {
    things = List.copyOf(things);
    unlike("/things/id", things.stream().map(Enclosed::id).toList());
    unlike("/things/hardware", things.stream().map(Enclosed::hardware).toList());
    unlike("/things/four", things.stream().map(Enclosed::four).toList());
    unlike("/things/six", things.stream().flatMap(one -> one.six().stream()).toList());
    for (Enclosed one : things) {
      if (!ground.isFree(one.four()))
        throw new Malformed("/things/four", "a free address of " + ground.four(), "" + one.four());
      for (InetAddress six : one.six())
        if (ground.six().filter(net -> net.contains(six)).isEmpty())
          throw new Malformed("/things/six", "an address of the things' prefix", "" + six);
    }
  }

  private static void unlike(String what, List<?> all) {
    var seen = new HashSet<Object>();
    for (Object one : all) if (!seen.add(one)) throw new Malformed(what, "none twice", "" + one);
  }

  /// This plan with one thing changed, or added.
  public FencePlan with(Enclosed thing) {
    var all = new ArrayList<>(things);
    all.removeIf(one -> one.id().equals(thing.id()));
    all.add(thing);
    return new FencePlan(ground, all);
  }

  public FencePlan without(String id) {
    return new FencePlan(ground, things.stream().filter(one -> !one.id().equals(id)).toList());
  }

  /// Its rows in the helper's words, always the same for the same plan.
  public List<String> rows() {
    var rows = new ArrayList<>(groundRows());
    Map<String, Integer> policies = policies();
    policyRows(policies, rows);
    for (Enclosed one : things.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList())
      thingRows(one, policies.getOrDefault(names(one).toString(), NAMELESS), rows);
    return List.copyOf(rows);
  }

  private List<String> groundRows() {
    var rows = new ArrayList<String>();
    if (ground.wholeHost()) rows.add("whole");
    rows.add("things " + ground.things());
    rows.add("home " + ground.home());
    ground.vpn().ifPresent(one -> rows.add("vpn " + one));
    ground.ports().forEach(one -> rows.add("port " + one));
    Subnet four = ground.four();
    rows.add(
        "net4 %s %d %s %s %s"
            .formatted(
                Subnet.text(four.address()),
                four.bits(),
                Subnet.text(four.base()),
                four.mask(),
                Subnet.text(four.last())));
    ground
        .six()
        .ifPresent(six -> rows.add("net6 " + Subnet.text(six.address()) + " " + six.bits()));
    rows.add("pool " + Subnet.text(ground.poolFirst()) + " " + Subnet.text(ground.poolLast()));
    ground.users().forEach(one -> rows.add("own " + one));
    ground.listeners().forEach(one -> rows.add(one.row()));
    ground.replies().forEach(one -> rows.add("reply " + one));
    ground.hears().forEach(one -> rows.add("hear " + one));
    ground.upstream().forEach(one -> rows.add("upstream " + Subnet.text(one)));
    return rows;
  }

  /// The names that a thing may ask for.
  private static TreeSet<Host> names(Enclosed thing) {
    var names = new TreeSet<Host>();
    for (Lane lane : thing.lanes()) if (lane instanceof Out out) names.add(out.host());
    return names;
  }

  /// One resolver for all things that may ask for the same names: its port by the names.
  private Map<String, Integer> policies() {
    var ports = new TreeMap<String, Integer>();
    for (Enclosed one : things)
      if (!names(one).isEmpty()) ports.put(names(one).toString(), NAMELESS);
    if (ports.size() > POLICIES_MAX)
      throw new Malformed(
          "/things/lanes", "at most 99 different lists of names", "" + ports.size());
    // The port follows from the names, so that a list more or less does not move the others.
    var taken = new HashSet<Integer>();
    for (var entry : ports.entrySet()) {
      int port = NAMELESS + 1 + Math.floorMod(entry.getKey().hashCode(), POLICIES_MAX);
      while (!taken.add(port)) port = port == NAMELESS + POLICIES_MAX ? NAMELESS + 1 : port + 1;
      entry.setValue(port);
    }
    return ports;
  }

  private void policyRows(Map<String, Integer> policies, List<String> rows) {
    rows.add("policy p" + NAMELESS + " " + NAMELESS);
    rows.add("four p" + NAMELESS);
    var done = new HashSet<Integer>();
    for (Enclosed one : things) {
      Integer port = policies.get(names(one).toString());
      if (port == null || !done.add(port)) continue;
      rows.add("policy p" + port + " " + port);
      for (Host host : names(one))
        rows.add((host.zone() ? "zone p" : "name p") + port + " " + host.name() + " " + set(host));
      if (things.stream().filter(t -> names(t).equals(names(one))).noneMatch(FencePlan::hasSix))
        rows.add("four p" + port);
    }
  }

  private static boolean hasSix(Enclosed thing) {
    return thing.lanes().stream().anyMatch(lane -> lane instanceof Out out && out.six());
  }

  /// The set of the addresses behind a name.
  static String set(Host host) {
    return "a" + Sha256.hex(host.toString()).substring(0, SET_CHARACTERS) + "_";
  }

  private static void thingRows(Enclosed one, int names, List<String> rows) {
    String id = one.id();
    rows.add("thing " + id + " " + one.hardware() + " " + Subnet.text(one.four()) + " " + names);
    one.six().forEach(six -> rows.add("addr6 " + id + " " + Subnet.text(six)));
    one.port().ifPresent(port -> rows.add("lock " + id + " " + port));
    rows.addAll(LaneRows.of(id, one.lanes()));
  }
}
