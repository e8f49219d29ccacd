package steward.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.thing.Reading;

/// What became of a message whose sender asks: the readings that it gave, by the numbers of their
/// entries in the journal, and what of it was left unread. Immutable.
///
/// @param readings each completes once the house has it
/// @param dropped a sentence for each thing left unread
public record Taken(List<CompletableFuture<Long>> readings, List<String> dropped) {
  public Taken {
    readings = List.copyOf(readings);
    dropped = List.copyOf(dropped);
  }

  static Taken nothing(String why) {
    return new Taken(List.of(), List.of(why));
  }

  /// Whether nothing came of it but a complaint.
  public boolean isRefused() {
    return readings.isEmpty() && !dropped.isEmpty();
  }

  /// Gathers while a driver takes its step. Confined to the link's lock.
  static final class Collected {
    private final String principal;
    private final List<CompletableFuture<Long>> readings = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    Collected(String principal) {
      this.principal = principal;
    }

    void saw(HouseLoop loop, Reading reading, String thing) {
      var fact = new Fact.Read(reading.property(), reading.value(), reading.quality());
      readings.add(loop.taken(fact, thing, principal));
    }

    void dropped(String sentence) {
      dropped.add(sentence);
    }

    Taken taken() {
      return new Taken(readings, dropped);
    }
  }
}
