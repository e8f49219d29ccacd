package steward.driver.cloud;

import java.time.Instant;
import steward.thing.Action;
import steward.thing.Udn;

/// What is to be asked of a service.
sealed interface Wish {
  /// Whether a new token was got for it already.
  boolean retried();

  Wish again();

  /// Something to be read.
  record Read(Call call, boolean retried) implements Wish {
    @Override
    public Wish again() {
      return new Read(call, true);
    }
  }

  /// A command.
  ///
  /// @param until it is not sent after this
  /// @param gone whether it was sent once
  record Do(long command, Udn thing, Action action, Instant until, boolean gone, boolean retried)
      implements Wish {
    @Override
    public Wish again() {
      return new Do(command, thing, action, until, gone, true);
    }

    Do sent() {
      return new Do(command, thing, action, until, true, retried);
    }
  }
}
