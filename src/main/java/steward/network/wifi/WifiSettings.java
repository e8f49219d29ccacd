package steward.network.wifi;

import java.util.Optional;
import steward.network.fence.NetworkName;

/// Where the radio of the things is, and how it sends. Always 2.4 GHz: many things know no other.
///
/// @param bridge the bridge of the things that it joins; none where it stands alone
/// @param country two capital letters, by which the kernel knows what may be sent
/// @param channel 1 to 13
/// @param newer whether WPA3 is offered beside WPA2; some old things then refuse to join
public record WifiSettings(
    NetworkName radio, Optional<NetworkName> bridge, String country, int channel, boolean newer) {

  /// How it is called in the configuration and in answers.
  public String security() {
    return newer ? "wpa2-wpa3" : "wpa2";
  }
}
