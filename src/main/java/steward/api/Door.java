package steward.api;

/// The listener that a request came in by, which decides what can prove who asks.
public enum Door {
  /// HTTP without TLS on the loopback interface: whoever sits at the machine needs no proof.
  LOOPBACK,
  /// HTTPS for the home network.
  TLS,
  /// HTTPS that asks for a client certificate.
  CERTIFICATE,
  /// The Unix socket in the home folder, which only its owner and root can open.
  SOCKET
}
