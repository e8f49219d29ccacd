package steward.activity;

import java.util.List;
import java.util.Map;
import steward.state.Trail;

/// A firing that is not over, as it is kept over a restart: the number of its journal entry, where
/// its strands stand, and what was before. Immutable.
///
/// @param words what its messages can name, by [Phrase#WORDS]
/// @param made how many strands it has made
/// @param ending whether its reason has ended and what is performed then is under way
public record Run(
    long id,
    String activity,
    int version,
    Trail trail,
    Map<String, String> words,
    List<Strand> strands,
    int made,
    boolean ending,
    List<Before> before) {
  public Run {
    words = Map.copyOf(words);
    strands = List.copyOf(strands);
    before = List.copyOf(before);
  }

  /// One of the things that a run does at a time.
  ///
  /// @param id its number within the run, from 1
  /// @param at the step that it is at
  /// @param parent the strand that waits for its end; 0 for none
  /// @param left how many strands it waits for itself
  /// @param awaits the commands whose outcome it waits for
  /// @param exceptions what was not as expected so far
  /// @param until when its wait is over, in the house's own time; 0 for none
  public record Strand(
      int id,
      int at,
      int parent,
      int left,
      List<Long> awaits,
      List<String> exceptions,
      long until) {
    public Strand {
      awaits = List.copyOf(awaits);
      exceptions = List.copyOf(exceptions);
    }
  }
}
