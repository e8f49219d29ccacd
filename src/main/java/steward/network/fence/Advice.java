package steward.network.fence;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steward.netd.Plan;
import steward.netd.Template;

/// What a person applies where the steward may not: the same texts that the helper would use, and
/// steps. Pure. Each step says what the steward cannot see for itself, and so does not claim.
public final class Advice {
  /// How the home is wired.
  public enum Topology {
    /// This machine has an interface for the things alone.
    TWO_INTERFACES,
    /// One cable to a switch that keeps networks apart (VLAN).
    TRUNK,
    /// A router of OpenWrt keeps them apart; this machine is one of its hosts.
    OPENWRT,
    /// A UniFi console does.
    UNIFI
  }

  /// @param files by name
  /// @param steps in their order, a sentence each
  /// @param unseen what nobody has measured
  public record Given(Map<String, String> files, List<String> steps, List<String> unseen) {
    public Given {
      files = Map.copyOf(files);
      steps = List.copyOf(steps);
      unseen = List.copyOf(unseen);
    }
  }

  private static final int VLAN = 20;

  private Advice() {}

  public static Given of(Topology topology, FencePlan plan) {
    return switch (topology) {
      case TWO_INTERFACES -> own(plan, List.of());
      case TRUNK -> own(plan, trunk(plan.ground()));
      case OPENWRT -> openWrt(plan.ground());
      case UNIFI -> uniFi(plan.ground());
    };
  }

  /// The files of the radio or of the tunnel, as the helper would make them of these rows.
  public static Map<String, String> files(FenceDoor.Way way, List<String> rows) {
    return switch (way) {
      case WIFI -> {
        Plan plan = Plan.of("wifi", rows, _ -> true);
        String conf = Template.of("hostapd.conf", plan) + "wpa_psk_file=/etc/hostapd/psk\n";
        yield Map.of("hostapd.conf", conf, "psk", Template.of("psk", plan));
      }
      case TUNNEL -> {
        Plan plan = Plan.of("tunnel", rows, _ -> true);
        yield Map.of(
            "wgs0.conf",
            Template.of("tunnel.wg", plan),
            "tunnel.nft",
            Template.of("tunnel.nft", plan),
            "tunnel.links",
            Template.of("tunnel.links", plan));
      }
    };
  }

  private static Given own(FencePlan plan, List<String> before) {
    Plan checked = Plan.of("fence", plan.rows(), _ -> true);
    var files = new TreeMap<String, String>();
    files.put("steward.nft", Template.of("sets.nft", checked) + Template.of("fence.nft", checked));
    files.put("steward-bridge.nft", Template.of("bridge.nft", checked));
    files.put("dhcp.conf", Template.of("dhcp.conf", checked));
    files.put("hosts", Template.of("hosts.dhcp", checked));
    files.put("steward.plan", String.join("\n", plan.rows()) + "\n");
    var steps = new java.util.ArrayList<>(before);
    steps.add("Install nftables and dnsmasq-base.");
    steps.add("Load the rules: nft -f steward.nft, then nft -f steward-bridge.nft.");
    steps.add("Start dnsmasq with --conf-file=dhcp.conf --dhcp-hostsfile=hosts.");
    steps.add(
        "Or install the unit steward-netd.service and set network.mode to fence: then the steward"
            + " does all of it, and puts a change back that nobody confirms.");
    return new Given(
        files, steps, List.of("Rules that a person loaded can be changed by that person alone."));
  }

  private static List<String> trunk(Ground ground) {
    return List.of(
        "In the switch and the access point make a VLAN %d for the things, tagged on the port of this machine."
            .formatted(VLAN),
        "Bind the Wi-Fi name of the things to it, and switch on the isolation of its clients.",
        "Here: ip link add link %s name %s type vlan id %d; ip link set %2$s up."
            .formatted(ground.home(), ground.things(), VLAN));
  }

  private static Given openWrt(Ground ground) {
    String here = Subnet.text(ground.four().address());
    String router = Subnet.text(ground.four().at(2));
    var batch =
        """
        set network.things=interface
        set network.things.proto='static'
        set network.things.device='br-things'
        set network.things.ipaddr='%s'
        set network.things.netmask='%s'
        set network.things.delegate='0'
        set dhcp.things=dhcp
        set dhcp.things.interface='things'
        set dhcp.things.ignore='1'
        set dhcp.things.ra='disabled'
        set firewall.things=zone
        set firewall.things.name='things'
        set firewall.things.network='things'
        set firewall.things.input='REJECT'
        set firewall.things.forward='REJECT'
        set firewall.things.output='ACCEPT'
        commit
        """
            .formatted(router, ground.four().mask());
    return new Given(
        Map.of("things.uci", batch),
        List.of(
            "Make a bridge br-things of the ports and the Wi-Fi of the things, with isolate 1 and hidden 1.",
            "On the router: uci batch < things.uci, then /etc/init.d/network reload and /etc/init.d/firewall reload.",
            "Give this machine the address "
                + here
                + " in that network: it is the things' way, names and time."),
        List.of(
            "Isolation between things is the router's: not measured.",
            "What a thing sends to the router itself is not counted here."));
  }

  private static Given uniFi(Ground ground) {
    InetAddress here = ground.four().address();
    return new Given(
        Map.of(),
        List.of(
            "Make a network “Things” with VLAN %d and the range %s; DHCP off, IPv6 off, multicast to others off."
                .formatted(VLAN, ground.four()),
            "Make a Wi-Fi name for it, with client device isolation, WPA2, 2.4 GHz; hidden if you like.",
            "Policies: block from Things to Internal and to the gateway; allow from this machine to Things.",
            "Put this machine's port on both networks, with the address %s among the things."
                .formatted(Subnet.text(here))),
        List.of(
            "Isolation between things is the access point's: not measured.",
            "Whether the console's own policies hold is not measured."));
  }
}
