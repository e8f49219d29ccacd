package steward.loop;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import steward.activity.Activity;
import steward.place.Place;
import steward.task.Retry;
import steward.thing.Action;
import steward.thing.Group;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Status;
import steward.thing.Thing;
import steward.value.Value;

/// What one journal entry says. Inputs come from outside and are enough to replay the house;
/// outputs follow from them.
public sealed interface Fact {

  /// The name of the kind, which is also the event name on the stream.
  Kind kind();

  /// The kinds of entries. Their labels stand in the API; their order is written to disk: append
  /// only.
  enum Kind {
    READING,
    STATUS,
    COMMAND,
    SENT,
    ANSWER,
    OUTCOME,
    FIRING,
    SKIP,
    CALL,
    TIMER,
    CLOCK,
    START,
    STOP,
    THING,
    ACTIVITY,
    INBOX,
    NOTE,
    PLACE,
    GROUP,
    MESSAGE,
    PUBLISH,
    UNDO;

    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// A thing reported a value: an input, or an output (it has causes) where the thing is the place.
  /// Subject: the thing.
  record Read(Property property, Value value, Quality quality) implements Fact {
    @Override
    public Kind kind() {
      return Kind.READING;
    }
  }

  /// Input: a thing stands differently now. Subject: the thing.
  record Stood(Status.State state, String reason) implements Fact {
    @Override
    public Kind kind() {
      return Kind.STATUS;
    }
  }

  /// A command was asked for: an input when a person asks (it has no causes), an output when an
  /// activity does. Subject: the thing. The command's number is the entry's.
  ///
  /// @param valid how long it may wait to be sent
  /// @param key the asker's own key that makes a repeated request the same command; empty for none
  record Wanted(Action action, Retry retry, Duration valid, String key) implements Fact {
    @Override
    public Kind kind() {
      return Kind.COMMAND;
    }
  }

  /// Input: the link handed the command to its transport, or could not; the reason is empty if it
  /// did. Subject: the thing.
  record Sent(long command, String failure) implements Fact {
    @Override
    public Kind kind() {
      return Kind.SENT;
    }
  }

  /// Input: the thing itself took or refused the command. Subject: the thing.
  record Answered(long command, boolean accepted, String reason) implements Fact {
    @Override
    public Kind kind() {
      return Kind.ANSWER;
    }
  }

  /// Output: a command came to another state. Subject: the thing.
  record Came(long command, Outcome.State outcome, String reason) implements Fact {
    @Override
    public Kind kind() {
      return Kind.OUTCOME;
    }
  }

  /// Output: an activity fires, with the values that its conditions saw. Subject: the activity.
  record Fired(int version, String because, Map<String, String> values) implements Fact {
    public Fired {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public Kind kind() {
      return Kind.FIRING;
    }
  }

  /// Output: an activity let something pass that it would have done. Subject: the activity.
  record Skipped(String reason) implements Fact {
    @Override
    public Kind kind() {
      return Kind.SKIP;
    }
  }

  /// Input: a person starts an activity. Subject: the activity.
  record Called() implements Fact {
    @Override
    public Kind kind() {
      return Kind.CALL;
    }
  }

  /// Input: a timer is due. Subject: what it is for.
  record Due(steward.state.TimerKey timer) implements Fact {
    @Override
    public Kind kind() {
      return Kind.TIMER;
    }
  }

  /// Input: the wall clock stepped by this much against the monotonic one.
  record ClockMoved(Duration by) implements Fact {
    @Override
    public Kind kind() {
      return Kind.CLOCK;
    }
  }

  /// The house knows the time from now on, or no more: an output when the clock was set or the
  /// steward started, an input (it has no causes) when somebody who knows it says that the clock is
  /// right.
  record TimeKnown(boolean known) implements Fact {
    @Override
    public Kind kind() {
      return Kind.CLOCK;
    }
  }

  /// Input: the steward started.
  record Started(String version) implements Fact {
    @Override
    public Kind kind() {
      return Kind.START;
    }
  }

  /// Input: the steward stopped in order.
  record Stopped() implements Fact {
    @Override
    public Kind kind() {
      return Kind.STOP;
    }
  }

  /// Input: a thing was accepted or changed. Subject: the thing.
  record ThingPut(Thing thing) implements Fact {
    @Override
    public Kind kind() {
      return Kind.THING;
    }
  }

  /// Input: a thing was removed. Subject: the thing.
  record ThingGone() implements Fact {
    @Override
    public Kind kind() {
      return Kind.THING;
    }
  }

  /// An activity was made or changed, armed or disarmed: an input, or an output (it has causes)
  /// when it disarms itself. Subject: the activity.
  record ActivityPut(Activity activity) implements Fact {
    @Override
    public Kind kind() {
      return Kind.ACTIVITY;
    }
  }

  /// Input: an activity was deleted. Subject: the activity.
  record ActivityGone() implements Fact {
    @Override
    public Kind kind() {
      return Kind.ACTIVITY;
    }
  }

  /// Input: a person said where and what the house is.
  record Settled(Place place) implements Fact {
    @Override
    public Kind kind() {
      return Kind.PLACE;
    }
  }

  /// Input: a group was made or changed. Subject: the group.
  record GroupPut(Group group) implements Fact {
    @Override
    public Kind kind() {
      return Kind.GROUP;
    }
  }

  /// Input: a group was deleted. Subject: the group.
  record GroupGone() implements Fact {
    @Override
    public Kind kind() {
      return Kind.GROUP;
    }
  }

  /// Input: a message came for which an activity waits and that no driver knows. Subject: none.
  record Heard(String topic, String payload) implements Fact {
    /// The longest payload that is looked at, in characters.
    public static final int PAYLOAD_MAX = 4096;

    @Override
    public Kind kind() {
      return Kind.MESSAGE;
    }
  }

  /// Output: an activity publishes a message that no driver knows. Subject: the activity.
  record Published(String topic, String payload, boolean retain) implements Fact {
    @Override
    public Kind kind() {
      return Kind.PUBLISH;
    }
  }

  /// Input: a person takes back what a firing did, by the number of its entry. Subject: the
  /// activity.
  record Undone(long firing) implements Fact {
    @Override
    public Kind kind() {
      return Kind.UNDO;
    }
  }

  /// A note that changes nothing in the house: a device was found or set aside. Subject: its key.
  record Found(boolean gone, String name, String family) implements Fact {
    @Override
    public Kind kind() {
      return Kind.INBOX;
    }
  }

  /// A note that changes nothing in the house, as a sentence.
  record Noted(String sentence) implements Fact {
    @Override
    public Kind kind() {
      return Kind.NOTE;
    }
  }
}
