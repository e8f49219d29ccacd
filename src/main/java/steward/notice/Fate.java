package steward.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import steward.value.Tree;

/// How far a notice came by one way. Immutable.
///
/// @param why what the server said, or what stands in its way; may be empty
/// @param tries how often it was handed over
/// @param next when it is tried again, while it waits for that
public record Fate(State state, String why, int tries, Optional<Instant> next) {
  static final Fate NEW = new Fate(State.WAITING, "", 0, Optional.empty());

  /// How far it came.
  public enum State {
    /// For its turn, or for the next try; it was surely not delivered.
    WAITING,
    /// On its way: it may have been delivered.
    SENDING,
    /// The server took it, which says nothing of who read it.
    TAKEN,
    /// On the pages of the person until it is seen.
    KEPT,
    /// Handed on to the person's own things, as commands of their own.
    HANDED_ON,
    REFUSED,
    /// It was not delivered, and is not tried any more.
    GIVEN_UP,
    /// It was sent and no answer came. It is not repeated, so that nobody is told twice.
    UNSURE;

    /// The word in documents.
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Whether nothing more becomes of it.
    public boolean isFinal() {
      return this != WAITING && this != SENDING;
    }
  }

  static Fate ended(State state, String why) {
    return new Fate(state, why, 0, Optional.empty());
  }

  Fate sending() {
    return new Fate(State.SENDING, why, tries + 1, Optional.empty());
  }

  Fate waiting(String because, Instant until) {
    return new Fate(State.WAITING, because, tries, Optional.of(until));
  }

  Fate end(State end, String because) {
    return new Fate(end, because, tries, Optional.empty());
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("state", state.label());
    json.put("why", why);
    json.put("tries", tries);
    return json;
  }

  static Fate read(Tree tree) {
    String state = tree.get("state").text().toUpperCase(Locale.ROOT).replace(' ', '_');
    return new Fate(
        State.valueOf(state),
        tree.get("why").text(),
        tree.get("tries").whole(0, Integer.MAX_VALUE),
        Optional.empty());
  }
}
