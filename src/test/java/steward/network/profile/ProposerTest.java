package steward.network.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static steward.network.profile.Stations.all;
import static steward.network.profile.Stations.tcp;
import static steward.network.profile.Stations.udp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;
import steward.network.profile.Proposal.Item;
import steward.value.Bytes;

/// What a thing was seen to want becomes a proposal, and never more than that.
final class ProposerTest {
  private static final Profiles PROGRAM = new Profiles(List.of());

  private static Proposal propose(List<Wanted> wanted, List<Lane> now, String profile) {
    return Proposer.of(wanted, now, PROGRAM.find(profile)).orElseThrow();
  }

  private static Item item(Proposal proposal, String says) {
    return proposal.items().stream()
        .filter(one -> one.lane().toString().contains(says))
        .findFirst()
        .orElseThrow(() -> new AssertionError(says + " is not in " + proposal));
  }

  @Test
  void an_unknown_thing_gets_its_names_and_not_its_reports_nor_its_figures() {
    var wanted =
        List.of(
            tcp("api.washer.example", 443),
            tcp("logsink.washer.example", 443),
            tcp("fw.washer.example", 80),
            tcp("52.28.157.61", 443),
            tcp("192.168.1.20", 80),
            Wanted.name("mqtt.washer.example", 3, Stations.NOON, Stations.NOON),
            udp("time.nist.gov", 123),
            udp("pool.ntp.org", 123),
            udp("8.8.8.8", 53),
            udp("239.255.255.250", 1900),
            tcp("printer.local", 631));
    Proposal proposal = propose(wanted, List.of(), "none");
    assertThat(proposal.lanes())
        .containsExactlyInAnyOrder(
            Lane.Out.to("api.washer.example", 443),
            Lane.Out.to("fw.washer.example", 80),
            Lane.Out.to("mqtt.washer.example", 443));
    assertThat(item(proposal, "logsink").marks()).contains(Mark.TELEMETRY);
    assertThat(item(proposal, "fw.washer").marks()).containsExactly(Mark.PLAIN);
    assertThat(item(proposal, "mqtt.washer").marks()).contains(Mark.GUESSED, Mark.REFUSED);
    assertThat(item(proposal, "52.28").lane())
        .isEqualTo(new Lane.Exact(Subnet.parse("52.28.157.61"), Ports.tcp(443), false));
    assertThat(item(proposal, "52.28").marks()).containsExactly(Mark.FIGURES);
    assertThat(item(proposal, "192.168").marks()).contains(Mark.HOME);
    assertThat(proposal.left())
        .hasSize(4)
        .anyMatch(left -> left.contains("the time") && left.contains("20 packets"));
    assertThat(Proposer.of(List.of(), List.of(), Optional.empty())).isEmpty();
  }

  @Test
  void many_names_of_one_owner_become_a_zone_that_says_that_it_is_wider() {
    var wanted = new ArrayList<Wanted>();
    for (int i = 1; i < Proposer.MANY; i++) wanted.add(tcp("s" + i + ".x.washer.example", 443));
    assertThat(propose(wanted, List.of(), "none").items()).hasSize(Proposer.MANY - 1);
    Proposal proposal =
        propose(
            all(wanted, tcp("s9.x.washer.example", 443), tcp("log.x.washer.example", 443)),
            List.of(),
            "none");
    Lane zone = new Lane.Out(new Host("x.washer.example", true), Ports.tcp(443), false, false);
    assertThat(proposal.lanes()).containsExactly(zone);
    Item wide = item(proposal, "*.x.washer");
    assertThat(wide.marks()).containsExactly(Mark.WIDER);
    assertThat(wide.names()).hasSize(Proposer.MANY);
    assertThat(wide.seen().orElseThrow().packets()).isEqualTo(50);
    assertThat(wide.why()).contains("5 names below x.washer.example", "one name for reports");
    var shared = new ArrayList<Wanted>();
    for (int i = 0; i < 9; i++) shared.add(tcp("bucket" + i + ".s3.amazonaws.com", 443));
    assertThat(propose(shared, List.of(), "none").items())
        .hasSize(9)
        .noneMatch(one -> one.marks().contains(Mark.WIDER));
  }

  @Test
  void a_profile_says_what_is_needed_and_what_is_not() {
    var wanted =
        List.of(
            tcp("ws.meethue.com", 443),
            tcp("diag.meethue.com", 443),
            tcp("data.meethue.com", 443),
            tcp("api.elsewhere.example", 443));
    Proposal proposal = propose(wanted, List.of(), "hue");
    assertThat(proposal.lanes())
        .containsExactly(new Lane.Out(Host.parse("data.meethue.com"), Ports.tcp(443), false, true));
    assertThat(item(proposal, "diag").need()).isEqualTo(Need.TELEMETRY);
    assertThat(item(proposal, "elsewhere").ticked()).as("it works at home alone").isFalse();
    assertThat(propose(wanted, List.of(), "nest").lanes())
        .as("a thing of the cloud may need more")
        .contains(Lane.Out.to("api.elsewhere.example", 443));
  }

  @Test
  void what_is_open_stays_proposed_and_what_is_unused_is_said() {
    Lane zone = new Lane.Out(Host.parse("*.washer.example"), Ports.tcp(443), false, false);
    Lane idle = Lane.Out.to("old.example", 443);
    var now = List.of(zone, idle, new Lane.Knock(Ports.tcp(1883)));
    Proposal proposal =
        propose(List.of(tcp("a.washer.example", 443), tcp("b.washer.example", 443)), now, "none");
    assertThat(proposal.lanes()).containsExactlyInAnyOrder(zone, idle);
    assertThat(item(proposal, "washer").names()).hasSize(2);
    assertThat(item(proposal, "old").marks()).containsExactly(Mark.UNUSED, Mark.OPEN);
    assertThat(item(proposal, "old").seen()).isEmpty();
    assertThat(Difference.between(now, proposal.lanes()).isNone()).isTrue();
  }

  @Test
  void a_difference_says_which_way_it_goes() {
    Lane a = Lane.Out.to("a.example.org", 443);
    Lane zone = new Lane.Out(Host.parse("*.example.org"), Ports.tcp(443), false, false);
    Lane window = new Lane.Out(Host.parse("a.example.org"), Ports.tcp(443), false, true);
    Lane other = Lane.Out.to("other.example", 443);
    assertThat(Difference.between(List.of(a), List.of(zone)).widens()).containsExactly(zone);
    assertThat(Difference.between(List.of(zone), List.of(a)).narrows()).containsExactly(zone);
    assertThat(Difference.between(List.of(window), List.of(a)).widens()).containsExactly(a);
    Difference swap = Difference.between(List.of(a), List.of(other));
    assertThat(swap.opens()).containsExactly(other);
    assertThat(swap.closes()).containsExactly(a);
    assertThat(swap.sentences())
        .containsExactly(
            "Opens the way out to other.example port 443 (TCP).",
            "Closes the way out to a.example.org port 443 (TCP).");
  }

  @Test
  void what_was_learnt_is_written_out_and_read_as_the_same_ways() {
    var lanes =
        List.<Lane>of(
            Lane.Out.to("api.washer.example", 443),
            new Lane.Out(Host.parse("*.x.washer.example"), Ports.tcp(8883), false, true),
            new Lane.Out(
                Host.parse("data.meethue.com"),
                new Ports(Ports.Protocol.UDP, 4000, 4010),
                false,
                false),
            new Lane.Exact(Subnet.parse("52.28.157.61"), Ports.tcp(443), false),
            new Lane.Exact(Subnet.parse("2001:4860::1"), Ports.tcp(443), false),
            new Lane.Exact(Subnet.parse("192.168.1.20"), Ports.tcp(80), false));
    Profile learnt =
        LearntProfile.of(
            "s-020000000100", "Washer <x>", "Maker", lanes, PROGRAM.find("hue"), Stations.NOON);
    assertThat(learnt.notes()).hasSize(1).first().asString().contains("192.168.1.20");
    Profile read = MudReader.read(Bytes.utf8(MudWriter.write(learnt)));
    assertThat(read.lanes()).isEqualTo(lanes.subList(0, 5)).isEqualTo(learnt.lanes());
    assertThat(read.passages()).isEqualTo(learnt.passages());
    assertThat(read.id()).isEqualTo("own-s-020000000100");
  }
}
