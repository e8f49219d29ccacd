package steward.activity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.state.Trail;
import steward.thing.ThingId;

/// A run at work. Confined to the house loop; [Run] is its picture.
final class Running {
  final long id;
  final Armed armed;
  final Trail trail;
  final Map<String, String> words;
  final List<Strand> strands = new ArrayList<>();

  /// The things that its strands wait for.
  final List<ThingId> confirms = new ArrayList<>(0);

  List<Before> before = List.of();
  boolean ending;
  private int made;

  /// See [Run.Strand].
  static final class Strand {
    final int id;
    final int parent;
    int at;
    int left;
    long until;
    final List<Long> awaits = new ArrayList<>();
    final List<String> exceptions = new ArrayList<>();

    Strand(int id, int parent, int at) {
      this.id = id;
      this.parent = parent;
      this.at = at;
    }

    Run.Strand picture() {
      return new Run.Strand(id, at, parent, left, awaits, exceptions, until);
    }
  }

  /// @param words what its messages can name; taken over
  Running(long id, Armed armed, Trail trail, Map<String, String> words) {
    this.id = id;
    this.armed = armed;
    this.trail = trail;
    this.words = words;
  }

  static Running of(Run run, Armed armed) {
    var running = new Running(run.id(), armed, run.trail(), new HashMap<>(run.words()));
    for (Run.Strand kept : run.strands()) {
      var strand = new Strand(kept.id(), kept.parent(), kept.at());
      strand.left = kept.left();
      strand.until = kept.until();
      strand.awaits.addAll(kept.awaits());
      strand.exceptions.addAll(kept.exceptions());
      running.strands.add(strand);
    }
    running.made = run.made();
    running.ending = run.ending();
    running.before = run.before();
    return running;
  }

  Run picture() {
    return new Run(
        id,
        armed.activity.id(),
        armed.activity.version(),
        trail,
        words,
        strands.stream().map(Strand::picture).toList(),
        made,
        ending,
        before);
  }

  Strand begin(int at, int parent) {
    var strand = new Strand(++made, parent, at);
    strands.add(strand);
    return strand;
  }

  Optional<Strand> strand(int strandId) {
    return Optional.ofNullable(find(strandId));
  }

  private @Nullable Strand find(int strandId) {
    for (Strand strand : strands) if (strand.id == strandId) return strand;
    return null;
  }
}
