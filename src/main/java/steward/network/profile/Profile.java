package steward.network.profile;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import steward.network.fence.Lane;

/// What one kind of thing may reach. Immutable. It opens nothing: a person does.
///
/// @param id `[a-z0-9-]{1,40}`
/// @param url the file's own name for itself; nothing is ever fetched from it
/// @param title what it is for, at most 60 characters
/// @param supported whether its maker still cares for it
/// @param says a sentence for people; may be empty
/// @param local how much of it works at home alone
/// @param knocks which ports of the steward it calls, by their usual numbers
/// @param notes what its file says and the steward does not do, in sentences
public record Profile(
    String id,
    String url,
    String title,
    String maker,
    String model,
    boolean supported,
    Instant updated,
    String says,
    Local local,
    Fits fits,
    List<Feature> features,
    List<Passage> passages,
    List<Lane.Knock> knocks,
    List<String> notes) {

  public Profile {
    features = List.copyOf(features);
    passages = List.copyOf(passages);
    knocks = List.copyOf(knocks);
    notes = List.copyOf(notes);
  }

  /// How much of a thing works without its maker.
  public enum Local {
    ALL,
    SOME,
    NONE,
    UNKNOWN;

    /// The word in files and JSON.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What it proposes at first: open always, or only in the window.
  public List<Lane> lanes() {
    return passages.stream()
        .filter(one -> one.usual() != Usual.NEVER)
        .map(Passage::lane)
        .distinct()
        .toList();
  }

  /// What is open while a thing of this kind is being brought in, and closes with the window.
  public List<Lane> whileBroughtIn() {
    return passages.stream()
        .filter(one -> one.usual() != Usual.NEVER)
        .flatMap(one -> inWindow(one.lane()))
        .distinct()
        .toList();
  }

  private static Stream<Lane> inWindow(Lane lane) {
    return switch (lane) {
      case Lane.Out out -> Stream.of(new Lane.Out(out.host(), out.ports(), out.six(), true));
      case Lane.Exact exact -> Stream.of(new Lane.Exact(exact.target(), exact.ports(), true));
      case Lane.In _, Lane.Knock _ -> Stream.of();
    };
  }
}
