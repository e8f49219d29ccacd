package steward.network.vpn;

import java.util.List;
import steward.network.fence.Listener;
import steward.network.fence.Subnet;

/// How the tunnel is reached.
///
/// @param port of UDP, at which nobody without a key is answered
/// @param endpoints where the house is from outside, `HOST:PORT`; the first stands in profiles
/// @param pages what can be reached through it
/// @param taken networks that its own addresses must not touch
public record TunnelSettings(
    int port, List<String> endpoints, List<Listener> pages, List<Subnet> taken) {
  public TunnelSettings {
    endpoints = List.copyOf(endpoints);
    pages = pages.stream().filter(one -> one.reach() == Listener.Reach.OWNER).toList();
    taken = List.copyOf(taken);
  }
}
