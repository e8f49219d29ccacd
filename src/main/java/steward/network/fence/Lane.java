package steward.network.fence;

/// One of the few ways through the fence, of one thing. What no lane allows is refused, in both
/// directions and in both versions of IP.
public sealed interface Lane {
  Ports ports();

  /// Out, to a name: to the addresses that the house's own answer to the thing gave for it.
  ///
  /// @param six over IPv6 too; off unless the owner wants it
  /// @param windowOnly open only while the thing is being brought in
  record Out(Host host, Ports ports, boolean six, boolean windowOnly) implements Lane {
    public static Out to(String host, int tcp) {
      return new Out(Host.parse(host), Ports.tcp(tcp), false, false);
    }
  }

  /// Out, to an address or network in figures. It may lie in the home network.
  record Exact(Subnet target, Ports ports, boolean windowOnly) implements Lane {}

  /// From the home network to the thing itself, past the steward.
  record In(Subnet source, Ports ports) implements Lane {}

  /// To a listener of the steward, such as its broker.
  ///
  /// @param windowOnly open only while the thing is being brought in
  record Knock(Ports ports, boolean windowOnly) implements Lane {
    public Knock {
      if (ports.first() != ports.last())
        throw new steward.value.Malformed("/ports", "one port", ports.toString());
    }

    public Knock(Ports ports) {
      this(ports, false);
    }
  }
}
