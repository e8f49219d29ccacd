package steward.drivers.daikin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.driver.Pace;
import steward.thing.Description;

/// How far a conversation with an adapter has come. Immutable.
///
/// @param dialect what it speaks, once that is found out
/// @param asked what was asked and is not answered yet
/// @param serial the number of the last request: an answer to an older one is not taken
/// @param errands commands, the first of which is under way
/// @param reads the pages that this poll still reads
/// @param proof the pages that show what came of the last command
/// @param written what was set lately and may not show yet
/// @param lacking the pages that this adapter has not
/// @param seldomAt when the slow pages are due
/// @param thorough this poll reads the slow pages
/// @param doubts how often in a row it answered as if it spoke something else
/// @param introduced we have registered with it, and it has not known us since
/// @param stood how it stands, as was said last
record Conversation(
    Optional<Dialect> dialect,
    Pace pace,
    Optional<Job> asked,
    int serial,
    List<Errand> errands,
    List<String> reads,
    List<String> proof,
    Picture picture,
    Map<String, String> written,
    Instant writtenAt,
    Set<String> lacking,
    Instant seldomAt,
    boolean thorough,
    int doubts,
    Evidence evidence,
    boolean introduced,
    String uuid,
    String stood,
    Optional<Description> learnt) {
  /// More commands do not wait for one adapter.
  static final int ERRANDS_MAX = 16;

  Conversation {
    errands = List.copyOf(errands);
    reads = List.copyOf(reads);
    proof = List.copyOf(proof);
    written = Map.copyOf(written);
    lacking = Set.copyOf(lacking);
  }

  static Conversation begin(Pace.Rhythm rhythm, String uuid) {
    return new Conversation(
        Optional.empty(),
        Pace.of(rhythm),
        Optional.empty(),
        0,
        List.of(),
        List.of(),
        List.of(),
        Picture.EMPTY,
        Map.of(),
        Instant.EPOCH,
        Set.of(),
        Instant.EPOCH,
        false,
        0,
        Evidence.NONE,
        false,
        uuid,
        "",
        Optional.empty());
  }

  /// Without the client's own identity, which adapters take for a credential.
  @Override
  public String toString() {
    return "Conversation[" + dialect + ", asked " + asked.map(Job::label) + "]";
  }
}
