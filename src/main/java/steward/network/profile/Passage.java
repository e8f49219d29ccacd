package steward.network.profile;

import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;
import steward.value.Malformed;

/// One way out that a profile names.
///
/// @param lane [Lane.Out] or [Lane.Exact], never over IPv6, and only in the window where `usual`
///   says so
/// @param why what it is for, in words; may be empty
/// @param stops what stops without it, in words; empty where nothing is known to
/// @param source where it is known from; empty where the file does not say
public record Passage(Lane lane, Need need, Usual usual, String why, String stops, String source) {

  public Passage {
    boolean isInWindow =
        switch (lane) {
          case Lane.Out out -> out.windowOnly();
          case Lane.Exact exact -> exact.windowOnly();
          case Lane.In _, Lane.Knock _ ->
              throw new Malformed("/lane", "a way out", lane.ports().toString());
        };
    if (isInWindow != (usual == Usual.WINDOW))
      throw new Malformed("/lane", "a window where it is usual", usual.label());
  }

  static Passage to(Host host, Ports ports, Need need, Usual usual) {
    return new Passage(
        new Lane.Out(host, ports, false, usual == Usual.WINDOW), need, usual, "", "", "");
  }

  static Passage to(Subnet figures, Ports ports, Need need, Usual usual) {
    return new Passage(
        new Lane.Exact(figures, ports, usual == Usual.WINDOW), need, usual, "", "", "");
  }

  Passage saying(String forWhat, String whatStops, String knownFrom) {
    return new Passage(lane, need, usual, forWhat, whatStops, knownFrom);
  }

  /// Whether it leads to everything below a name.
  public boolean isWider() {
    return lane instanceof Lane.Out(Host host, _, _, _) && host.zone();
  }
}
