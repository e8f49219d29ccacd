package steward.loop;

import steward.task.Command;
import steward.thing.Thing;

/// Where a command goes to reach its thing. Implemented by `link`; must not block.
public interface Sender {
  void send(Command command, Thing thing);

  /// The command ended before it was sent, and must not be sent any more.
  default void withdraw(Command command, Thing thing) {}
}
