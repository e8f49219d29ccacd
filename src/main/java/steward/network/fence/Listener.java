package steward.network.fence;

import steward.network.fence.Ports.Protocol;

/// One port at which the steward itself listens, and who may reach it.
///
/// @param name what it is, such as `https`
public record Listener(String name, Protocol protocol, int port, Reach reach) {

  /// From where.
  public enum Reach {
    /// The page of the house and what its owner needs to get in: from the home network and the
    /// house's own tunnel. A plan without one is none.
    OWNER,
    /// From the home network.
    HOME,
    /// From no other machine, unless a thing has a lane to it.
    NOBODY
  }

  public Listener {
    new Ports(protocol, port, port);
  }

  String row() {
    String kind =
        switch (reach) {
          case OWNER -> "page";
          case HOME -> "open";
          case NOBODY -> "guard";
        };
    return kind + " " + protocol + " " + port;
  }
}
