package steward.network.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What devices announce is heard on a real network of two machines, and what is no announcement is
/// left.
class BrowserTest {
  private static final String HUE = "_hue._tcp.local";
  private static final String SSH = "_ssh._tcp.local";
  private static final String THERE = "192.168.77.2";
  private static final Pattern UNREADABLE = Pattern.compile(".*services-unreadable=(\\d+).*");
  private static final Pattern FOREIGN = Pattern.compile(".*services-foreign=(\\d+).*");

  @Test
  void what_a_neighbour_announces_is_heard_with_its_port_and_texts() throws Exception {
    assumeTrue(Namespaces.canBeMade(), "network namespaces need root, ip and veth");
    try (var machines = new Namespaces()) {
      machines.connect();
      var announcer = machines.run("b", AnnouncerProcess.class);
      var browser = machines.run("a", BrowserProcess.class, SSH, HUE);
      await()
          .until(() ->
              browser.said(
                  "service %s %s 'Steward' 8889 uuid=00000000-0000-0001-0000-000000000002 name=Steward"
                      .formatted(THERE, SSH)));
      assertThat(browser.said("_https")).as("nobody looks for these").isFalse();
      await()
          .until(() -> {
            announcer.say("");
            return announcer.lines().stream().anyMatch(l -> l.matches(".*mdns.asked=[1-9].*"));
          });

      var device = machines.run("b", PeerProcess.class, Namespaces.CABLE);
      await().until(() -> device.said("started"));
      heard(browser, device, bridge("Hue Bridge", 4500), "Hue Bridge");
      assertThat(browser.said("service %s %s 'Hue Bridge' 443 bridgeid=0017".formatted(THERE, HUE)))
          .isTrue();
      raw(device, bridge("Gone", 0));
      heard(browser, device, bridge("Still here", 4500), "Still here");
      assertThat(browser.said("'Gone'")).as("a goodbye is no announcement").isFalse();

      announcer.process().getOutputStream().close();
      announcer.process().waitFor();
      long before = count(browser, "'Steward'");
      heard(browser, device, bridge("After", 4500), "After");
      assertThat(count(browser, "'Steward'")).isEqualTo(before);
    }
  }

  @Test
  void hostile_packets_are_counted_and_nothing_else() throws Exception {
    assumeTrue(Namespaces.canBeMade(), "network namespaces need root, ip and veth");
    try (var machines = new Namespaces()) {
      machines.connect();
      var browser = machines.run("a", BrowserProcess.class, SSH, HUE);
      var device = machines.run("b", PeerProcess.class, Namespaces.CABLE);
      await().until(() -> device.said("started"));
      heard(browser, device, bridge("Begin", 4500), "Begin");

      for (byte[] packet : hostile()) raw(device, packet);
      device.say("nonsense 3000");
      heard(browser, device, bridge("Between", 4500), "Between");
      assertThat(counted(browser, UNREADABLE)).isGreaterThanOrEqualTo(hostile().size());

      assertThat(machines.alsoAt("b", "198.51.100.9")).isTrue();
      String other = HexFormat.of().formatHex(bridge("Wrong port", 4500));
      device.say("raw %s %s 5454".formatted(other, THERE));
      String outside = HexFormat.of().formatHex(bridge("Outsider", 4500));
      device.say("raw %s 198.51.100.9 5353".formatted(outside));
      heard(browser, device, bridge("End", 4500), "End");
      assertThat(counted(browser, FOREIGN)).isPositive();
      assertThat(browser.lines().stream().filter(line -> line.startsWith("service ")))
          .allMatch(line -> line.matches(".*'(Begin|Between|End)' 443 bridgeid=0017.*"));
    }
  }

  /// Packets that are none, each in its own way.
  private static List<byte[]> hostile() {
    var labels = new ByteArrayOutputStream();
    labels.writeBytes(HexFormat.of().parseHex("000084000000000100000000"));
    for (int i = 0; i < 255; i++) labels.writeBytes(new byte[] {1, 'x'});
    labels.writeBytes(HexFormat.of().parseHex("00000c000100000078000161"));
    byte[] good = bridge("Cut", 4500);
    return List.of(
        HexFormat.of().parseHex("000084000000000100000000c00c000c0001000000780002c00c"),
        HexFormat.of().parseHex("000084000000000100000000c00ec00c000c0001000000780002c00c"),
        labels.toByteArray(),
        Arrays.copyOf(good, good.length - 9),
        Arrays.copyOf(good, 7),
        new byte[0],
        Arrays.copyOf(HexFormat.of().parseHex("0000840000000040000000003f"), 9000),
        Arrays.copyOf(good, 9001));
  }

  /// What a bridge announces, or takes back.
  private static byte[] bridge(String instance, int ttl) {
    Name type = Name.dotted(HUE);
    Name name = type.under(instance);
    Entry pointer = Entry.pointer(type, name);
    var entries =
        List.of(
            pointer,
            Entry.service(name, 443, Name.dotted("bridge.local")),
            Entry.text(name, List.of("bridgeid=0017", "modelid=BSB002")));
    return Packet.response(
        ttl == 0 ? entries.stream().map(Entry::takenBack).toList() : entries, List.of());
  }

  private static void raw(Namespaces.Talking device, byte[] packet) throws Exception {
    device.say("raw " + HexFormat.of().formatHex(packet));
  }

  /// Says it again until it is heard: a datagram may be lost.
  private static void heard(
      Namespaces.Talking browser, Namespaces.Talking device, byte[] packet, String instance) {
    await()
        .until(() -> {
          raw(device, packet);
          return browser.said("'" + instance + "'");
        });
  }

  private static long count(Namespaces.Talking browser, String part) {
    return browser.lines().stream().filter(line -> line.contains(part)).count();
  }

  private static long counted(Namespaces.Talking browser, Pattern counter) throws Exception {
    int before = browser.lines().size();
    browser.say("");
    await().until(() -> browser.lines().stream().skip(before).anyMatch(l -> l.startsWith("{")));
    return browser.lines().reversed().stream()
        .map(counter::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(found -> Long.parseLong(found.group(1)))
        .orElseThrow();
  }
}
