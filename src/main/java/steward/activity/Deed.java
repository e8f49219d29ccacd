package steward.activity;

import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Sending;

/// What a task asks of its things, as it is written: what is taken from things is filled in when it
/// is performed.
public sealed interface Deed {
  ActionKind kind();

  record Fixed(Action action) implements Deed {
    @Override
    public ActionKind kind() {
      return action.kind();
    }
  }

  /// An amount taken from a thing, brought into the range of the one that is asked.
  record Taken(ActionKind kind, Operand.Taken from) implements Deed {}

  /// A text with places to fill in.
  record Tell(ActionKind kind, Phrase text, Sending how) implements Deed {}
}
