package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.network.fence.Rival.Part;

/// Who plays the router, by what the kernel counted of it.
class RivalTest {
  private static final String TOLD =
      """
      {"nftables":[{"counter":{"name":"denied","packets":9,"bytes":900}},
       {"set":{"name":"denied4","elem":[
        {"elem":{"val":{"concat":["02:00:00:00:07:00","198.18.1.1","udp",68]},"counter":{"packets":2,"bytes":600}}},
        {"elem":{"val":{"concat":["02:00:00:00:04:00","198.18.1.1","udp",67]},"counter":{"packets":2,"bytes":600}}},
        {"elem":{"val":{"concat":["02:00:00:00:04:00","198.18.1.1","tcp",68]},"counter":{"packets":2,"bytes":600}}}]}},
       {"set":{"name":"denied6","elem":[
        {"elem":{"val":{"concat":["02:00:00:00:05:00","fe80::1","udp",546]},"counter":{"packets":2,"bytes":600}}}]}},
       {"set":{"name":"plays_router","elem":[
        {"elem":{"val":"02:00:00:00:03:00","counter":{"packets":1,"bytes":80}}},
        {"elem":{"val":"01:00:5e:00:00:01","counter":{"packets":1,"bytes":80}}}]}},
       {"set":{"name":"plays_gateway","elem":[
        {"elem":{"val":"02:00:00:00:06:00","counter":{"packets":1,"bytes":46}}}]}},
       {"set":{"name":"plays_dhcp","elem":[
        {"elem":{"val":"02:00:00:00:03:00","counter":{"packets":2,"bytes":600}}}]}}]}
      """;

  private static Rival rival(int number, Part... parts) {
    return new Rival(new Hardware("02:00:00:00:0" + number + ":00"), Set.of(parts));
  }

  @Test
  void who_sends_what_only_a_router_does_is_one_and_who_only_asks_is_none() throws Exception {
    Flows flows = Flows.read(TOLD);
    assertThat(flows.rivals())
        .as("a packet to the ports of those who want an address makes nobody a router")
        .containsExactly(rival(3, Part.ADDRESSES, Part.ROUTE), rival(6, Part.GATEWAY));
    assertThat(flows.counter(Flows.UNREADABLE).packets()).as("a group's address").isEqualTo(1);
    assertThat(flows.rivals().getFirst().says("“router”"))
        .startsWith(
            "“router” (02:00:00:00:03:00) plays the router on the network of the things: it gives out addresses and offers itself as a way out.");
  }

  @Test
  void a_thousand_senders_are_told_of_as_a_few() throws Exception {
    var text = new StringBuilder("{\"nftables\":[{\"counter\":{\"name\":\"denied\"}},");
    text.append("{\"set\":{\"name\":\"plays_dhcp\",\"elem\":[");
    for (int i = 0; i < 1_000; i++)
      text.append(i > 0 ? "," : "")
          .append("{\"elem\":{\"val\":\"02:00:00:00:%02x:%02x\"}}".formatted(i / 256, i % 256));
    assertThat(Flows.read(text + "]}}]}").rivals()).hasSize(Rival.RIVALS_MAX);
  }
}
