package steward.api;

import java.util.List;
import java.util.stream.Stream;
import steward.access.Accounts;
import steward.network.vpn.HouseVpn;
import steward.network.wifi.HouseWifi;

/// The two ways in besides the home network: the radio of the things, the tunnel of people.
public record WaysIn(HouseWifi wifi, HouseVpn vpn) {

  List<Operation> operations(Accounts accounts) {
    return Stream.concat(
            new WifiApi(wifi).operations().stream(),
            new VpnApi(vpn, accounts).operations().stream())
        .toList();
  }
}
