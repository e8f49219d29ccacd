package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds of doors that are open for a time, and of things that are locked at their cable.
final class DoorClaims extends Tried {
  DoorClaims(Home home) {
    super(home);
  }

  /// A window closes its ways and the doors of the house by itself: nobody is there to do it.
  void windows() throws Exception {
    FenceDoor door = home.door();
    var lane = new Lane.Exact(Subnet.parse(Home.OTHER), Ports.tcp(443), true);
    var broker = new Lane.Knock(Ports.tcp(Home.MQTT), true);
    door.change(plan(true).with(enclosed("kasa", lane, broker)));
    List<String> brokers = List.of(Home.GATEWAY, Home.GATEWAY_6);
    assertThat(tcp("kasa", Home.OTHER, 443)).as("outside the window").isEqualTo("refused");
    for (String to : brokers) assertThat(tcp("kasa", to, Home.MQTT)).isEqualTo("refused");
    door.begin(FenceDoor.Timed.WINDOW, "t_kasa", Duration.ofSeconds(2));
    home.helper().destroyForcibly().waitFor();
    assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("yes");
    for (String to : brokers) assertThat(tcp("kasa", to, Home.MQTT)).isEqualTo("yes");
    try (Socket runs = opened("kasa", Home.GATEWAY, Home.MQTT)) {
      assertThat(answers(runs)).isTrue();
      await().untilAsserted(() -> assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("refused"));
      for (String to : brokers) assertThat(tcp("kasa", to, Home.MQTT)).isEqualTo("refused");
      assertThat(answers(runs)).as("what ran through the door").isFalse();
    }
    home.startHelper();
    home.door().change(plan(true));
  }

  /// Whoever says at kasa's cable that it is nest gets nothing through where nest is locked at its
  /// own, and all that nest may where it is not.
  void locked() throws Exception {
    Space kasa = Home.thing("kasa");
    be(kasa, "add", "nest");
    try {
      nothingOfIt();
      assertThat(home.door().flows().strays())
          .anyMatch(
              one -> one.thing().equals(Home.hardware("nest")) && one.port().equals("p-kasa"));
      assertThat(home.door().state().isChanged()).isFalse();
      var loose =
          new Enclosed(
              nest().id(),
              nest().hardware(),
              nest().four(),
              nest().six(),
              Optional.empty(),
              nest().lanes());
      home.door().change(plan(true).with(loose));
      // The bridge sends an answer to whom it heard last: nest may have said something meanwhile.
      for (String to : List.of(Home.CLOUD, Home.CLOUD_6))
        await()
            .untilAsserted(() -> assertThat(tcp("kasa", to, 443)).as("unlocked").isEqualTo("yes"));
      home.door().change(plan(true));
      nothingOfIt();
    } finally {
      be(kasa, "del", "kasa");
    }
    for (String to : List.of(Home.CLOUD, Home.CLOUD_6))
      await().untilAsserted(() -> assertThat(tcp("nest", to, 443)).as("itself").isEqualTo("yes"));
  }

  private static void nothingOfIt() throws Exception {
    for (String to : List.of(Home.CLOUD, Home.CLOUD_6))
      assertThat(tcp("kasa", to, 443)).as(to).isNotEqualTo("yes");
  }

  /// It takes the hardware address of a thing, and the addresses of nest, or gives them back.
  private static void be(Space it, String deed, String whose) throws Exception {
    boolean adds = deed.equals("add");
    it.run(
        """
        set -e
        ip link set eth0 address %1$s
        ip addr %2$s %3$s/32 dev eth0
        ip addr %2$s %4$s/128 dev eth0 %5$s
        ip route replace default via %6$s %7$s
        ip -6 route replace default via %8$s %9$s
        """
            .formatted(
                Home.hardware(whose),
                deed,
                Home.four("nest"),
                Subnet.text(Home.six("nest")),
                adds ? "nodad" : "",
                Home.GATEWAY,
                adds ? "src " + Home.four("nest") : "",
                Home.GATEWAY_6,
                adds ? "src " + Subnet.text(Home.six("nest")) : ""));
  }
}
