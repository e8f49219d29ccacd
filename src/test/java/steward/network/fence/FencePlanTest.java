package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steward.netd.Plan;
import steward.netd.Template;
import steward.network.fence.Ports.Protocol;
import steward.value.Malformed;

/// The texts that are made of a plan, and everything that is no plan.
class FencePlanTest {
  private static final Path GOLDEN = Path.of("src/test/resources/steward/network/fence");

  private static FencePlan plan() {
    var nest =
        new Enclosed(
            "t_nest",
            Home.hardware("nest"),
            InetAddress.ofLiteral(Home.four("nest")),
            List.of(Home.six("nest")),
            Optional.empty(),
            List.of(
                Lane.Out.to("cloud.example", 443),
                new Lane.Out(Host.parse("*.parts.example"), Ports.tcp(9543), true, true),
                new Lane.Exact(Subnet.parse("198.18.1.0/24"), Ports.udp(5_000), false),
                new Lane.In(Subnet.parse("192.168.44.20"), Ports.tcp(80)),
                new Lane.Knock(Ports.tcp(8_883)),
                new Lane.Knock(Ports.tcp(1_883), true)));
    return Tried.plan(true).with(nest);
  }

  @Test
  void the_rows_and_the_rules_of_a_plan_are_these() throws Exception {
    Plan checked = Plan.of("fence", plan().rows(), _ -> true);
    var texts = new ArrayList<>(List.of("rows", String.join("\n", plan().rows()) + "\n"));
    for (String name : List.of("sets.nft", "fence.nft", "bridge.nft", "dhcp.conf"))
      texts.addAll(List.of(name, Template.of(name, checked)));
    for (int i = 0; i < texts.size(); i += 2) {
      Path file = GOLDEN.resolve(texts.get(i) + ".txt");
      if ("write".equals(System.getProperty("steward.golden"))) {
        Files.createDirectories(GOLDEN);
        Files.writeString(file, texts.get(i + 1));
      }
      assertThat(texts.get(i + 1)).as(file.toString()).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void the_home_is_no_port_of_the_things() {
    Ground g = Tried.ground(true);
    for (NetworkName taken : List.of(g.home(), g.things(), g.vpn().orElseThrow())) {
      var rows = new ArrayList<>(plan().rows());
      rows.add("port " + taken.text());
      assertThatThrownBy(() -> Plan.of("fence", rows, _ -> true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(taken.text());
      assertThatThrownBy(() ->
              new Ground(
                  g.things(),
                  List.of(taken),
                  g.home(),
                  g.vpn(),
                  g.four(),
                  g.six(),
                  true,
                  g.listeners(),
                  g.replies(),
                  g.hears(),
                  g.upstream(),
                  g.users()))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining(taken.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open tcp 22; flush ruleset",
        "open tcp 70000",
        "open tcp 0",
        "open icmp 1",
        "port eth0\" accept",
        "port lo",
        "port ../../etc",
        "reply 1 2",
        "upstream fe80::1%eth0",
        "upstream example.com",
        "thing a 01:00:5e:00:00:01 10.77.0.20 5300",
        "thing a 02:00:00:00:09:00 10.77.0.20 5999",
        "thing t_hue 02:00:00:00:09:00 10.77.0.20 5300",
        "thing a}{ 02:00:00:00:09:00 10.77.0.20 5300",
        "knock t_nobody always tcp 1883",
        "knock t_hue tcp 1883",
        "knock t_hue sometimes tcp 1883",
        "lock t_hue home0",
        "name p5300 *.example.com a1_",
        "name p5300 com a1_",
        "zone p5300 198.18.1.1 a1_",
        "lane4 t_hue always tcp 443 nosuch_",
        "to4 t_hue always tcp 443 0.0.0.0/0",
        "to6 t_hue always tcp 443 ::/0",
        "include /etc/shadow",
        ""
      })
  void a_row_that_is_none_is_refused_by_the_helper(String row) {
    var rows = new ArrayList<>(plan().rows());
    rows.add(row);
    assertThatThrownBy(() -> Plan.of("fence", rows, _ -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_plan_without_the_owners_page_is_refused_twice() {
    var rows = new ArrayList<>(plan().rows());
    rows.removeIf(row -> row.startsWith("page "));
    assertThatThrownBy(() -> Plan.of("fence", rows, _ -> true)).hasMessageContaining("page");
    Ground ground = plan().ground();
    assertThatThrownBy(() ->
            new Ground(
                ground.things(),
                ground.ports(),
                ground.home(),
                ground.vpn(),
                ground.four(),
                ground.six(),
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void an_interface_that_is_not_here_is_refused() {
    assertThatThrownBy(() -> Plan.of("fence", plan().rows(), "p-hue"::equals))
        .hasMessageContaining("here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*.com",
        "com",
        "198.18.1.1",
        "a..b",
        "-a.example",
        "a_b.example",
        "é.example"
      })
  void a_name_that_is_too_wide_or_none_is_no_host(String text) {
    assertThatThrownBy(() -> Host.parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void a_reader_of_counts_takes_nothing_else() {
    for (String text : List.of("", "[", "{\"nftables\":[]}"))
      if (!text.isEmpty())
        assertThatThrownBy(() -> Flows.read(text))
            .isInstanceOfAny(java.io.IOException.class, Malformed.class);
  }

  @Test
  void a_sender_that_nobody_can_be_hides_nobody_else() throws Exception {
    String element =
        "{\"elem\":{\"val\":{\"concat\":[\"%s\",\"198.51.100.7\",\"tcp\",443]},\"counter\":{\"packets\":2,\"bytes\":90}}}";
    var flows =
        Flows.read(
            "{\"nftables\":[{\"counter\":{\"name\":\"denied\",\"packets\":3,\"bytes\":180}},{\"set\":{\"name\":\"denied4\",\"elem\":["
                + element.formatted("00:00:00:00:00:00")
                + ","
                + element.formatted("01:00:5e:00:00:01")
                + ",7,"
                + element.formatted("02:00:00:00:01:00")
                + "]}}]}");
    assertThat(flows.denied())
        .singleElement()
        .extracting(one -> one.thing().text())
        .isEqualTo("02:00:00:00:01:00");
    assertThat(flows.counter(Flows.UNREADABLE).packets()).isEqualTo(3);
    assertThat(flows.counter("denied").packets()).isEqualTo(3);
  }

  @Test
  void what_strayed_is_read_with_its_port() throws Exception {
    var flows =
        Flows.read(
            """
            {"nftables":[{"counter":{"name":"denied","packets":0,"bytes":0}},{"set":{"name":"strays","elem":[
            {"elem":{"val":{"concat":["02:00:00:00:02:00","p-kasa"]},"expires":3599,"counter":{"packets":4,"bytes":240}}}]}}]}
            """);
    assertThat(flows.strays())
        .containsExactly(new Flows.Stray(Home.hardware("nest"), "p-kasa", new Flows.Count(4, 240)));
  }

  @Test
  void lanes_that_overlap_make_elements_that_do_not() {
    var ten = Subnet.parse("10.0.0.0/8");
    var inner = Subnet.parse("10.1.0.0/16");
    var ports = new Ports(Protocol.TCP, 440, 450);
    Host host = Host.parse("cloud.example");
    List<Lane> lanes =
        List.of(
            new Lane.Out(host, Ports.tcp(443), false, false),
            new Lane.Out(host, ports, true, false),
            new Lane.Out(host, Ports.tcp(443), false, true),
            new Lane.Out(host, Ports.udp(443), false, false),
            new Lane.Exact(inner, ports, false),
            new Lane.Exact(ten, Ports.tcp(445), false),
            new Lane.Exact(Subnet.parse("10.1.0.7/16"), Ports.tcp(450), false),
            new Lane.In(inner, Ports.tcp(80)),
            new Lane.In(ten, Ports.tcp(80)));
    String set = FencePlan.set(host);
    assertThat(LaneRows.of("x", lanes))
        .containsExactly(
            "lane4 x always tcp 443 " + set,
            "lane4 x always tcp 440-442 " + set,
            "lane4 x always tcp 444-450 " + set,
            "lane6 x always tcp 440-450 " + set,
            "lane4 x window tcp 443 " + set,
            "lane4 x always udp 443 " + set,
            "to4 x always tcp 440-444 10.1.0.0/16",
            "to4 x always tcp 446-450 10.1.0.0/16",
            "to4 x always tcp 445 10.0.0.0/8",
            "in4 x tcp 80 10.0.0.0/8");
  }

  @Test
  void advice_brings_the_same_rules() {
    var given = Advice.of(Advice.Topology.TRUNK, plan());
    assertThat(given.files().get("steward.nft"))
        .contains(Template.of("fence.nft", Plan.of("fence", plan().rows(), _ -> true)));
    assertThat(Advice.of(Advice.Topology.OPENWRT, plan()).files().get("things.uci"))
        .contains("10.77.0.2");
    assertThat(Advice.of(Advice.Topology.UNIFI, plan()).unseen()).isNotEmpty();
  }
}
