package steward.hub;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.Accounts;
import steward.access.DeviceSecrets;
import steward.api.WaysIn;
import steward.config.Config;
import steward.network.Drawer;
import steward.network.fence.FenceDoor;
import steward.network.fence.Grounds;
import steward.network.fence.NetworkName;
import steward.network.fence.Subnet;
import steward.network.vpn.HouseVpn;
import steward.network.vpn.TunnelSettings;
import steward.network.wifi.HouseWifi;
import steward.network.wifi.WifiSettings;
import steward.rights.ClientId;
import steward.value.Bytes;

/// The radio of the things and the tunnel of people, by the house's configuration.
final class WaysDoor {
  private static final Logger LOG = LoggerFactory.getLogger(WaysDoor.class);

  private final HouseWifi wifi;
  private final HouseVpn vpn;
  private final Accounts accounts;

  WaysDoor(Config config, Accounts accounts, DeviceSecrets secrets) {
    this.accounts = accounts;
    Config.Network network = config.network();
    Optional<FenceDoor> door =
        network.fence() ? Optional.of(new FenceDoor(network.helper())) : Optional.empty();
    var clock = InstantSource.system();
    var chance = new SecureRandom();
    wifi = new HouseWifi(radio(network), drawer(secrets, "house.wifi"), door, clock, chance);
    vpn =
        new HouseVpn(
            tunnel(config),
            drawer(secrets, "house.vpn"),
            door,
            client -> accounts.caller(new ClientId(client), Optional.empty()).isPresent(),
            clock,
            chance);
  }

  private static Optional<WifiSettings> radio(Config.Network network) {
    Config.Ways ways = network.ways();
    if (ways.radio().isEmpty()) return Optional.empty();
    if (ways.country().isEmpty()) {
      LOG.warn("network.wifi-country is missing, so the radio of the things stays off");
      return Optional.empty();
    }
    boolean alone = network.things().isEmpty() || network.things().equals(ways.radio());
    return Optional.of(
        new WifiSettings(
            new NetworkName(ways.radio()),
            alone ? Optional.empty() : Optional.of(new NetworkName(network.things())),
            ways.country(),
            ways.channel(),
            ways.newer()));
  }

  private static Optional<TunnelSettings> tunnel(Config config) {
    Config.Ways ways = config.network().ways();
    if (ways.vpnPort().number() <= 0) return Optional.empty();
    var taken = new ArrayList<Subnet>();
    if (!config.network().four().isEmpty()) taken.add(Subnet.parse(config.network().four()));
    return Optional.of(
        new TunnelSettings(
            ways.vpnPort().number(), ways.endpoints(), Grounds.listeners(config), taken));
  }

  private static Drawer drawer(DeviceSecrets secrets, String owner) {
    return new Drawer() {
      @Override
      public Map<String, String> all() {
        var all = new TreeMap<String, String>();
        secrets.of(owner).forEach((name, secret) -> all.put(name, secret.text()));
        return all;
      }

      @Override
      public void put(String name, String text) throws IOException {
        try {
          secrets.put(owner, name, Bytes.utf8(text)).join();
        } catch (CompletionException e) {
          throw new IOException("It could not be kept: " + e.getCause(), e);
        }
      }
    };
  }

  HouseWifi wifi() {
    return wifi;
  }

  WaysIn api() {
    return new WaysIn(wifi, vpn);
  }

  /// Puts both in force, apart from the start of the house; from then on the tunnel follows the
  /// accounts.
  void begin() {
    Thread.startVirtualThread(() -> {
      wifi.begin();
      vpn.begin();
    });
    accounts.onRevoked(_ -> follow());
    accounts.onChanged(this::follow);
  }

  private void follow() {
    if (vpn.isOn()) Thread.startVirtualThread(this::tunnelFollows);
  }

  private void tunnelFollows() {
    try {
      vpn.follow(client -> accounts.client(new ClientId(client)).isPresent());
    } catch (IOException e) {
      LOG.error("the tunnel does not follow the accounts: {}", e.getMessage());
    }
  }

  /// Brings to the helper what it did not take before, such as that somebody is not let in any
  /// more. Blocks; nothing is asked where all was taken.
  void again() {
    wifi.follow();
    tunnelFollows();
  }
}
