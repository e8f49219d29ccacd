package steward.network.mdns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private static final String HERE_IN_HEX = "c0a84d01";

  @Test
  void neighbours_find_the_steward_and_a_client_finds_its_own_name() throws Exception {
    assumeTrue(Namespaces.canBeMade(), "network namespaces need root, ip and veth");
    try (var machines = new Namespaces()) {
      machines.connect();
      var peer = machines.run("b", PeerProcess.class, Namespaces.CABLE);
      await().until(() -> peer.said("started"));
      var steward = machines.run("a", AnnouncerProcess.class);

      await().until(() -> peer.said("heard steward.local 1 120 " + HERE_IN_HEX));
      assertThat(peer.said("heard Steward._ssh._tcp.local 33 120 0000000022b9")).isTrue();
      assertThat(peer.said(HexFormat.of().formatHex("uuid=00000000-0000-0001".getBytes(UTF_8))))
          .isTrue();
      assertThat(peer.said("c-k3v9")).as("a client's name is never announced").isFalse();

      asked(peer, "ask C-K3V9.local 1", "heard C-K3V9.local 1 120 " + HERE_IN_HEX);

      peer.say("nonsense 20000");
      asked(
          peer,
          "ask _services._dns-sd._udp.local 12",
          "heard _services._dns-sd._udp.local 12 4500");
      steward.say("");
      await().until(() -> steward.said("mdns.unreadable"));
      assertThat(steward.lines().getLast()).doesNotContain("unreadable=0,", "unreadable=0}");

      steward.process().getOutputStream().close();
      await().until(() -> peer.said("heard steward.local 1 0 " + HERE_IN_HEX));
    }
  }

  /// Asks again until it is answered: a datagram may be lost.
  private static void asked(Namespaces.Talking peer, String question, String answer) {
    await()
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          peer.say(question);
          return peer.said(answer);
        });
  }

  @Test
  void a_second_steward_takes_another_name_and_one_without_a_network_runs_on() throws Exception {
    assumeTrue(Namespaces.canBeMade(), "network namespaces need root, ip and veth");
    try (var machines = new Namespaces()) {
      machines.connect();
      var peer = machines.run("b", PeerProcess.class, Namespaces.CABLE);
      await().until(() -> peer.said("started"));
      var first = machines.run("a", AnnouncerProcess.class);
      await().until(() -> peer.said("heard steward.local 1 120"));
      // It answers from here on, also beside another responder on the same port.
      machines.run("b", AnnouncerProcess.class);
      await().until(() -> peer.said("heard steward-2.local 1 120 c0a84d02"));
      await()
          .pollInterval(Duration.ofMillis(500))
          .until(() -> {
            first.say("");
            return first.said("Other[name=Steward (2), at=/192.168.77.2");
          });

      var lone = machines.run("lone", AnnouncerProcess.class);
      await().until(() -> lone.said("no network with multicast"));
      lone.say("");
      await().until(() -> lone.said("mdns.networks=0"));
    }
  }

  @Test
  void nothing_that_arrives_is_more_than_unreadable() {
    var random = new Random(1);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      for (int j = 2; j < Math.min(bytes.length, 12); j++) bytes[j] &= (byte) (i % 4);
      try {
        var packet = Packet.read(bytes, bytes.length);
        answers().to(packet.questions(), packet.records(), List.of());
        answers().isDisputed(packet, List.of());
        read++;
      } catch (Name.Malformed _) {
        // As it should.
      }
    }
    assertThat(read).isPositive();
    for (String hex :
        List.of(
            "000000000001000000000000c00c00ff0001",
            "000000000001000000000000c00ec00c00ff0001",
            "0000840000000001000000000361626300000c0001000000780002c01b",
            "00000000ffffffffffffffff")) {
      byte[] bytes = HexFormat.of().parseHex(hex);
      assertThat(isReadable(bytes)).as(hex).isFalse();
    }
  }

  private static boolean isReadable(byte[] bytes) {
    try {
      Packet.read(bytes, bytes.length);
      return true;
    } catch (Name.Malformed _) {
      return false;
    }
  }

  @Test
  void what_the_asker_knows_is_not_told_again_and_what_is_not_there_is_said() throws Exception {
    var here = List.of(InetAddress.getByName("192.168.77.1"));
    var asked = new Packet.Question(Name.dotted("_ssh._tcp.local"), Entry.PTR, false);
    var first = answers().to(List.of(asked), List.of(), here);
    assertThat(first.answers()).hasSize(1);
    assertThat(first.further()).hasSize(3);
    assertThat(answers().to(List.of(asked), first.answers(), here).answers()).isEmpty();

    var six = new Packet.Question(Name.dotted("steward.local"), Entry.AAAA, false);
    assertThat(answers().to(List.of(six), List.of(), here).answers())
        .extracting(Entry::type)
        .containsExactly(Entry.NSEC);
    for (String foreign : List.of("c-other.local", "c-k3v9.example", "x.c-k3v9.local", "local")) {
      var other = new Packet.Question(Name.dotted(foreign), Entry.ANY, false);
      assertThat(answers().to(List.of(other), List.of(), here).answers()).as(foreign).isEmpty();
    }
  }

  private static Answers answers() {
    return new Answers(
        List.of(new Announcer.Service("_ssh._tcp", 8889)),
        "Steward",
        List.of("uuid=1"),
        () -> Set.of("c-k3v9"),
        1);
  }
}
