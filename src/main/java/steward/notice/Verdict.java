package steward.notice;

import java.time.Duration;

/// What a server made of a message that was handed to it. The sentence is for people, and free of
/// secrets.
sealed interface Verdict {
  String why();

  /// The server took it.
  record Taken(String why) implements Verdict {}

  /// The server says no, and will say so again.
  record Refused(String why) implements Verdict {}

  /// It was surely not delivered; another time it may be.
  ///
  /// @param after how long the server asks to be left alone; zero for no wish
  record Later(String why, Duration after) implements Verdict {}

  /// It was sent and no answer came: it may have been delivered.
  record Unsure(String why) implements Verdict {}

  static Verdict later(String why) {
    return new Later(why, Duration.ZERO);
  }
}
