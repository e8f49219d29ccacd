package steward.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.thing.Quality;
import steward.thing.Reading;

/// What became of a message whose sender asks: the readings that it gave, by the numbers of their
/// entries in the journal, and what of it was left unread. Immutable.
///
/// @param readings each completes once the house has it
/// @param texts the values among the readings, as bare scalars
/// @param isLate whether all of it is history, and so no event
/// @param dropped a sentence for each thing left unread
public record Taken(
    List<CompletableFuture<Long>> readings,
    Set<String> texts,
    boolean isLate,
    List<String> dropped) {
  public Taken {
    readings = List.copyOf(readings);
    texts = Set.copyOf(texts);
    dropped = List.copyOf(dropped);
  }

  static Taken nothing(String why) {
    return new Taken(List.of(), Set.of(), false, List.of(why));
  }

  /// Whether nothing came of it but a complaint.
  public boolean isRefused() {
    return readings.isEmpty() && !dropped.isEmpty();
  }

  /// Gathers while a driver takes its step. Confined to the link's lock.
  static final class Collected {
    private final String principal;
    private final List<CompletableFuture<Long>> readings = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final List<String> dropped = new ArrayList<>();
    private int late;

    Collected(String principal) {
      this.principal = principal;
    }

    void saw(HouseLoop loop, Reading reading, String thing) {
      var fact = new Fact.Read(reading.property(), reading.value(), reading.quality());
      readings.add(loop.taken(fact, thing, principal));
      texts.add(String.valueOf(reading.value().scalar()));
      if (reading.quality() == Quality.STALE) late++;
    }

    void dropped(String sentence) {
      dropped.add(sentence);
    }

    Taken taken() {
      boolean isLate = late > 0 && late == readings.size();
      return new Taken(readings, texts, isLate, dropped);
    }
  }
}
