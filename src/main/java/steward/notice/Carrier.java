package steward.notice;

import io.vertx.core.Future;

/// Hands messages to one server of the owner. Thread-safe.
interface Carrier {
  /// Hands one over; always succeeds with how it went, within half a minute.
  ///
  /// @param to where the person is reached: a mail address, or a topic
  Future<Verdict> carry(Notice notice, String to);

  /// The server, for people: its host and port.
  String server();
}
