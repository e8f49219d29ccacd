package steward.drivers.shelly;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import steward.driver.Pace;
import steward.thing.Binding;

/// Where a conversation stands. Immutable.
///
/// @param who answers at the address
/// @param binding with what it told of itself
/// @param serial of the next call
/// @param open what was called and not answered, by its number
/// @param frame the last challenge of the WebSocket
/// @param http the last challenge over HTTP
/// @param stood the last sentence about it, with its state
record Conversation(
    Line line,
    Who who,
    Shape shape,
    Binding binding,
    Pace pace,
    int serial,
    SequencedMap<Integer, Call> open,
    Optional<Digest.Challenge> frame,
    Optional<Digest.Challenge> http,
    String stood) {
  Conversation {
    open = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(open));
  }

  /// How it is spoken with now.
  enum Line {
    DOWN,
    DIALLING,
    SOCKET,
    /// It bears no further WebSocket: it is asked over HTTP.
    HTTP
  }

  /// Who answers at the address.
  enum Who {
    UNASKED,
    OURS,
    OTHER
  }

  /// @param wanted the command of the house that it is for; 0 for none
  /// @param blind nothing will show whether it worked: it counts as sent once it was answered
  /// @param tries how often it was answered with a challenge
  record Call(Calls.Method method, long wanted, boolean blind, int tries) {
    boolean isPoll() {
      return wanted == 0;
    }

    Call again() {
      return new Call(method, wanted, blind, tries + 1);
    }
  }

  static Conversation start(Shape shape, Binding binding) {
    return new Conversation(
        Line.DOWN,
        Who.UNASKED,
        shape,
        binding,
        Pace.of(ShellyDriver.SOCKET),
        1,
        new LinkedHashMap<>(),
        Optional.empty(),
        Optional.empty(),
        "");
  }
}
