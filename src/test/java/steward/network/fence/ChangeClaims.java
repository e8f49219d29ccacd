package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import steward.network.fence.Listener.Reach;
import steward.network.fence.Ports.Protocol;

/// What holds while the fence changes, fails or is taken apart.
final class ChangeClaims extends Tried {
  ChangeClaims(Home home) {
    super(home);
  }

  /// An ordinary user's namespace takes rules of 400 KB at once.
  private static final int MANY = Integer.getInteger("things", 200);

  private static final int UNTIL_NEW = -1;

  void cuts() throws Exception {
    FenceDoor door = home.door();
    var other = new Lane.Out(Host.parse("other.example"), Ports.tcp(443), true, false);
    var renamed = enclosed("nest", nest().lanes().getFirst(), other);
    for (String to : List.of(Home.CLOUD, Home.CLOUD_6)) {
      Socket long1 = opened(to);
      assertThat(answers(long1)).isTrue();
      door.begin(FenceDoor.Timed.CUT, "t_nest", Duration.ofMinutes(10));
      door.change(plan(true).with(renamed));
      assertThat(answers(long1)).as("what ran on it").isFalse();
      assertThat(tcp("nest", to, 443)).isEqualTo("refused");
      assertThat(Home.tcp(home.steward, Home.four("nest"), 80)).as("at home").isEqualTo("yes");
      door.change(plan(true));
      assertThat(tcp("nest", to, 443)).as("with other names").isEqualTo("refused");
      door.end(FenceDoor.Timed.CUT, "t_nest");
      await().untilAsserted(() -> assertThat(tcp("nest", to, 443)).isEqualTo("yes"));
      long1.close();
    }
    door.begin(FenceDoor.Timed.LEARN, "t_kasa", Duration.ofMinutes(10));
    assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("yes");
    assertThat(tcp("kasa", Home.OTHER_6, 443)).as("never over IPv6").isEqualTo("refused");
    assertThat(tcp("kasa", Home.LAPTOP, 445)).as("never the home").isEqualTo("refused");
    door.end(FenceDoor.Timed.LEARN, "t_kasa");
    await().untilAsserted(() -> assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("refused"));
  }

  void changed() throws Exception {
    try (Socket four = opened(Home.CLOUD);
        Socket six = opened(Home.CLOUD_6)) {
      for (int i = 0; i < 5; i++) {
        var lane = new Lane.Exact(Subnet.parse(Home.OTHER), Ports.tcp(9_000 + i), false);
        long from = System.nanoTime();
        home.door().change(plan(true).with(enclosed("kasa", lane)));
        System.err.println("a lane changed in " + (System.nanoTime() - from) / 1_000_000 + " ms");
        assertThat(answers(four)).isTrue();
        assertThat(answers(six)).isTrue();
      }
      force(plan(true));
      assertThat(answers(four)).as("after a whole new set of rules").isTrue();
      assertThat(answers(six)).isTrue();
    }
    // Addresses that were learnt stay: no new question is needed.
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
    assertThat(tcp("nest", Home.CLOUD_6, 443)).isEqualTo("yes");
  }

  /// Who leaves the plan loses its lanes and what it had for a time, and comes back without it.
  void forgotten() throws Exception {
    FenceDoor door = home.door();
    for (String id : List.of("t_kasa", "t_nest"))
      for (FenceDoor.Timed set : FenceDoor.Timed.values())
        if (set != FenceDoor.Timed.CUT || id.equals("t_nest"))
          door.begin(set, id, Duration.ofMinutes(10));
    assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("yes");
    assertThat(neighbour("kasa")).contains("PERMANENT");
    door.change(
        new FencePlan(
            ground(true), List.of(enclosed("hue", new Lane.Knock(Ports.tcp(Home.MQTT))))));
    for (String gone : List.of("kasa", "nest"))
      assertThat(tcp(gone, Home.CLOUD, 443)).as(gone).isNotEqualTo("yes");
    assertThat(neighbour("kasa")).doesNotContain("PERMANENT");
    for (String set : List.of("learn", "window", "cut", "cut4", "cut6"))
      assertThat(home.steward.run("nft list set inet steward " + set)).doesNotContain("elements");
    assertThat(door.state().isChanged()).isFalse();
    door.change(plan(true));
    assertThat(tcp("kasa", Home.OTHER, 443)).as("it learns no more").isEqualTo("refused");
    // Its server of names begins anew.
    await()
        .until(() ->
            Home.dns(Home.thing("nest"), Home.GATEWAY, "cloud.example", false).equals(Home.CLOUD));
    assertThat(tcp("nest", Home.CLOUD, 443)).as("it is cut no more").isEqualTo("yes");
  }

  private String neighbour(String name) throws Exception {
    return home.steward.run("ip neigh show " + Home.four(name) + " dev things0");
  }

  /// Addresses and neighbours of a plan that was only tried go with it, and what cannot be put back
  /// is not tried.
  void undone() throws Exception {
    String before = home.steward.run("ip -o addr; ip -o link show master things0");
    home.door().back(home.door().apply(crowd(2), TRIAL));
    assertThat(home.steward.run("ip -o addr; ip -o link show master things0")).isEqualTo(before);
    assertThat(home.steward.run("ip neigh show nud permanent")).doesNotContain("02:00:00:01:");
    FencePlan inHome = moved(List.of(), "192.168.44.129/25");
    assertThatThrownBy(() -> home.door().apply(inHome, TRIAL)).hasMessageContaining("home0");
    assertThat(home.door().state().isConfirmed()).isTrue();
    // What somebody took away cannot be taken away: then the whole of it is put up.
    home.steward.run("nft delete element inet steward down_of4 { " + Home.four("kasa") + " }");
    home.door().change(new FencePlan(ground(true), List.of(enclosed("hue"), nest())));
    home.door().change(plan(true));
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
  }

  private String known() throws Exception {
    return home.steward.run(
        "nft list set inet steward known4 | grep -c 02:; nft list chain inet steward from_things | wc -l");
  }

  void helperDies() throws Exception {
    String old = known();
    home.helper().destroyForcibly().waitFor();
    assertThat(tcp("kasa", Home.CLOUD, 443)).isEqualTo("refused");
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
    assertThat(Home.tcp(home.steward, Home.four("hue"), 80)).isEqualTo("yes");
    // As a helper wrote it whose doors had no WHEN.
    Path kept = home.socket().resolveSibling("netd").resolve("confirmed.plan");
    String rows = Files.readString(kept);
    Files.writeString(kept, rows.replaceAll("(knock \\S+) always", "$1"));
    assertThat(Files.readString(kept)).isNotEqualTo(rows);
    home.startHelper();
    assertThat(home.door().state().isConfirmed()).isTrue();
    FencePlan large = crowd(100);
    var seen = new ArrayList<String>();
    for (int millis : List.of(0, 60, UNTIL_NEW)) {
      Thread applying =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  home.door().apply(large, TRIAL);
                } catch (IOException _) {
                  // It died meanwhile.
                }
              });
      Path tried = home.socket().resolveSibling("netd").resolve("tried.plan");
      await().pollInterval(Duration.ofMillis(2)).until(() -> Files.exists(tried));
      if (millis == UNTIL_NEW) await().until(() -> known().startsWith("103"));
      else LockSupport.parkNanos(millis * 1_000_000L);
      home.helper().destroyForcibly().waitFor();
      applying.join();
      // A program that it had begun ends by itself.
      await().untilAsserted(() -> assertThat(home.steward.run("pgrep -x nft || true")).isEmpty());
      seen.add(known().lines().findFirst().orElse(""));
      assertThat(tcp("hue", Home.CLOUD, 443)).isEqualTo("refused");
      home.startHelper();
      assertThat(known()).as("the old one, after its next start").isEqualTo(old);
    }
    assertThat(seen).as("old or new, never half").isSubsetOf("3", "103").contains("103");
    System.err.println("killed with so many things known: " + seen);
  }

  /// What somebody else does to the tables is seen, in rules and in elements, and put back.
  void foreign() throws Exception {
    FenceDoor door = home.door();
    assertThat(door.state().isChanged()).isFalse();
    without("from_things", "goto denied");
    assertThat(door.state().isChanged()).as("a rule less").isTrue();
    door.again();
    assertThat(door.state().isChanged()).isFalse();
    assertThat(tcp("nest", Home.CLOUD, 443)).as("what was learnt is there").isEqualTo("yes");
    home.steward.run("nft delete element inet steward known4 { 02:00:00:00:01:00 . 10.77.0.11 }");
    assertThat(door.state().isChanged()).as("an element less").isTrue();
    door.change(plan(true).with(enclosed("kasa", new Lane.Knock(Ports.tcp(Home.MQTT)))));
    door.again();
    door.change(plan(true));
    assertThat(door.state().isChanged()).isFalse();
  }

  /// A kept plan in the words of another helper: nothing passes, and it says so.
  void unreadable() throws Exception {
    Path kept = home.socket().resolveSibling("netd").resolve("confirmed.plan");
    List<String> rows = Files.readAllLines(kept);
    home.helper().destroyForcibly().waitFor();
    var newer = new ArrayList<>(rows);
    newer.add("teleport t_nest");
    Files.write(kept, newer);
    home.startHelper();
    assertThat(home.door().state().isConfirmed()).isFalse();
    assertThat(home.door().state().fault()).contains("nothing passes");
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("silent");
    assertThat(tcp("nest", Home.HOME, 22)).as("this machine").isEqualTo("silent");
    await()
        .untilAsserted(() ->
            assertThat(
                    home.steward.run("pgrep -f '" + kept.getParent() + "/[d]hcp[.]conf' || true"))
                .as("nobody gives addresses")
                .isEmpty());
    assertThat(Home.tcp(home.steward, Home.four("hue"), 80)).as("the house").isEqualTo("yes");
    home.helper().destroyForcibly().waitFor();
    // Not even its rows: what was last put up tells where the things are.
    Files.write(kept, new byte[] {(byte) 0xff, 0, 1});
    home.steward.run("nft delete table inet steward");
    home.startHelper();
    assertThat(home.door().state().fault()).contains("nothing passes");
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("silent");
    force(plan(true));
    assertThat(home.door().state().fault()).isEmpty();
    assertThat(Home.dns(Home.thing("nest"), Home.GATEWAY, "cloud.example", false))
        .isEqualTo(Home.CLOUD);
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
  }

  private static FencePlan crowd(int count) {
    FencePlan plan = plan(true);
    var things = new ArrayList<>(plan.things());
    var net = Subnet.parse("10.77.0.0/16");
    for (int i = 0; i < count; i++) {
      var station = new Hardware("02:00:00:01:%02x:%02x".formatted(i / 256, i % 256));
      things.add(
          new Enclosed(
              Enclosed.id(station),
              station,
              net.at(1_000 + i),
              List.of(Subnet.parse(Home.GATEWAY_6 + "/64").of(station)),
              Optional.empty(),
              List.of(
                  new Lane.Out(
                      Host.parse("h" + i % 6 + ".example"), Ports.tcp(443), false, false))));
    }
    return moved(things, Home.GATEWAY + "/16");
  }

  private static FencePlan moved(List<Enclosed> things, String four) {
    Ground g = ground(true);
    var wide =
        new Ground(
            g.things(),
            g.ports(),
            g.home(),
            g.vpn(),
            Subnet.parse(four),
            g.six(),
            true,
            g.listeners(),
            g.replies(),
            g.hears(),
            g.upstream(),
            g.users());
    return new FencePlan(wide, things);
  }

  void unconfirmed() throws Exception {
    Ground g = ground(true);
    var locked =
        new Ground(
            g.things(),
            g.ports(),
            g.home(),
            g.vpn(),
            g.four(),
            g.six(),
            true,
            List.of(new Listener("elsewhere", Protocol.TCP, 9_999, Reach.OWNER)),
            g.replies(),
            g.hears(),
            g.upstream(),
            g.users());
    home.door().apply(new FencePlan(locked, List.of(enclosed("hue"))), Duration.ofSeconds(5));
    for (String to : List.of(Home.HOME, Home.HOME_6))
      assertThat(Home.tcpOnce(home.laptop, to, Home.UI)).as("locked out").isEqualTo("silent");
    assertThat(Home.tcpOnce(Home.thing("nest"), Home.CLOUD, 443)).isNotEqualTo("yes");
    await()
        .untilAsserted(
            () -> assertThat(Home.tcp(home.laptop, Home.HOME, Home.UI)).isEqualTo("yes"));
    assertThat(Home.tcp(home.laptop, Home.HOME_6, Home.UI)).isEqualTo("yes");
    assertThat(tcp("nest", Home.CLOUD, 443)).as("what was learnt is there").isEqualTo("yes");
    assertThat(home.door().state()).isEqualTo(new FenceDoor.State(true, "", false, "", List.of()));
    // The same when the helper dies before its time is up.
    home.door().apply(new FencePlan(locked, List.of(enclosed("hue"))), TRIAL);
    home.helper().destroyForcibly().waitFor();
    home.startHelper();
    assertThat(Home.tcp(home.laptop, Home.HOME, Home.UI)).isEqualTo("yes");
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
  }

  void many() throws Exception {
    long from = System.nanoTime();
    String token = home.door().apply(crowd(MANY), TRIAL);
    System.err.println(MANY + 3 + " things in " + (System.nanoTime() - from) / 1_000_000 + " ms");
    home.door().confirm(token);
    FencePlan other = crowd(MANY);
    for (int port = 440; port <= 443; port++) {
      var lane = new Lane.Exact(Subnet.parse(Home.OTHER), Ports.tcp(port), false);
      from = System.nanoTime();
      home.door().change(other.with(enclosed("kasa", lane)));
      System.err.println("a lane among them in " + (System.nanoTime() - from) / 1_000_000 + " ms");
    }
    assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("yes");
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
    assertThat(tcp("hue", Home.CLOUD, 443)).isEqualTo("refused");
    System.err.println(memory());
    String addresses = "ip -4 -o addr show dev things0";
    assertThat(home.steward.run(addresses).lines()).singleElement().asString().contains("/16 ");
    force(moved(List.of(), "10.77.0.2/24"));
    assertThat(home.steward.run(addresses).lines()).singleElement().asString().contains(".0.2/24");
    force(plan(true));
    assertThat(home.steward.run(addresses).lines()).singleElement().asString().contains(".0.1/24");
  }

  private String memory() throws IOException {
    var said = new StringBuilder();
    long pid = home.helper().pid();
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")))
      if (line.startsWith("Rss") || line.startsWith("Pss:")) said.append(line).append(' ');
    return said.toString();
  }

  /// With one rule less the same questions have other answers: they do ask something.
  void control() throws Exception {
    force(plan(false));
    assertThat(leaked()).isZero();
    assertThat(Home.tcp(home.laptop, Home.four("hue"), 80)).isEqualTo("silent");
    assertThat(tcp("hue", Home.GATEWAY, Home.UI)).isEqualTo("refused");
    assertThat(Home.tcp(home.laptop, Home.HOME, 22)).as("not ours to close").isEqualTo("yes");
    assertThat(Home.tcp(home.laptop, Home.HOME, 1883)).as("ours").isEqualTo("silent");
    without("forward", "goto from_things");
    assertThat(leaked()).as("without the rule").isPositive();
    force(plan(false));
    assertThat(leaked()).isZero();
    without("input", "goto things_in");
    assertThat(tcp("hue", Home.HOME, Home.UI)).as("without the rule").isEqualTo("yes");
    assertThat(tcp("hue", Home.HOME_6, Home.UI)).isEqualTo("yes");
    force(plan(false));
    without("forward", "goto to_things");
    // An answer would be judged as well: it takes both.
    assertThat(Home.tcp(home.laptop, Home.four("hue"), 80)).isEqualTo("silent");
    without("forward", "goto from_things");
    assertThat(Home.tcp(home.laptop, Home.four("hue"), 80))
        .as("without the rules")
        .isEqualTo("yes");
    assertThat(Home.tcp(home.laptop, Subnet.text(Home.six("hue")), 80)).isEqualTo("yes");
    force(plan(true));
    without("asked", "redirect to");
    assertThat(Home.dns(Home.thing("nest"), "198.18.1.11", "cloud.example", false))
        .isNotEqualTo(Home.CLOUD);
    force(plan(true));
  }

  private void without(String chain, String part) throws Exception {
    new Rules(home).without(chain, part);
  }
}
