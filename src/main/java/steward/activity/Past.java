package steward.activity;

import java.util.List;

/// A run that is over and can be brought back by hand for a while. Immutable.
///
/// @param at when it was over, in the house's own time
public record Past(long run, String activity, long at, List<Before> before) {
  public Past {
    before = List.copyOf(before);
  }
}
