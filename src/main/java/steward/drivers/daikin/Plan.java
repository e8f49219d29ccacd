package steward.drivers.daikin;

import java.util.List;
import java.util.Map;

/// What is to be written for an action, in order; nothing where all is as wanted already; or why it
/// cannot be done.
///
/// @param refusal empty where it can be done
record Plan(List<Write> writes, String refusal) {
  Plan {
    writes = List.copyOf(writes);
  }

  /// A write.
  ///
  /// @param sets the fields that the next answers will show, for a while not yet
  record Write(String method, String path, String body, Map<String, String> sets) {
    Write {
      sets = Map.copyOf(sets);
    }

    static Write get(String path, Map<String, String> sets) {
      return new Write("GET", path, "", sets);
    }
  }

  static Plan of(Write... writes) {
    return new Plan(List.of(writes), "");
  }

  static Plan no(String refusal) {
    return new Plan(List.of(), refusal);
  }
}
