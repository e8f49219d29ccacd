package steward.drivers.daikin;

import java.util.List;

/// What a request is for. An adapter bears one at a time.
sealed interface Job {
  String label();

  /// Does it speak this dialect (by its place in the order)? Asked by this page of its knock.
  record Knock(int dialect, int page) implements Job {
    @Override
    public String label() {
      return "knock-" + dialect + "-" + page;
    }
  }

  /// Makes us known to an adapter with a key; then the knock goes on, or the polls do.
  record Register(int dialect) implements Job {
    @Override
    public String label() {
      return "register";
    }
  }

  /// A page of a poll.
  record Read(String page) implements Job {
    @Override
    public String label() {
      return page;
    }
  }

  /// A page that must be fresh for the first of the commands, and those after it.
  record Before(String page, List<String> rest) implements Job {
    public Before {
      rest = List.copyOf(rest);
    }

    @Override
    public String label() {
      return "before-" + page;
    }
  }

  /// A write of the first of the commands, and those after it.
  ///
  /// @param again it was sent once already and surely not taken
  record Write(Plan.Write write, List<Plan.Write> rest, boolean again) implements Job {
    public Write {
      rest = List.copyOf(rest);
    }

    @Override
    public String label() {
      return "set";
    }
  }
}
