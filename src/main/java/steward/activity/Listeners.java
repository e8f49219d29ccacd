package steward.activity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import steward.activity.Edges.Found;
import steward.driver.Payload;
import steward.driver.TopicFilter;
import steward.state.Trail;
import steward.value.Bytes;

/// The edges that no thing makes: the start of the steward, and messages that no driver knows.
/// Confined to the house loop.
final class Listeners {
  /// Stands for an object or a list, which has no text; no message says it.
  private static final String NO_TEXT = "\0";

  // In which order activities look does not depend on when each was put, or a replay would go
  // another way.
  private static final Comparator<Listener> ORDER =
      Comparator.comparing((Listener one) -> one.armed.activity.id())
          .thenComparingInt(one -> one.leaf);

  private final Found found;
  private List<Listener> listeners = List.of();

  private record Listener(Armed armed, int leaf) {
    Trigger.Simple edge() {
      return armed.leaves.get(leaf);
    }
  }

  Listeners(Found found) {
    this.found = found;
  }

  void add(Armed armed) {
    var all = new ArrayList<>(listeners);
    for (int i = 0; i < armed.leaves.size(); i++) {
      boolean listens =
          switch (armed.leaves.get(i)) {
            case Trigger.Starts _, Trigger.Heard _ -> true;
            case Trigger.OfThings _, Trigger.Stands _, Trigger.ComesTrue _, Trigger.OfClock _ ->
                false;
          };
      if (listens) all.add(new Listener(armed, i));
    }
    if (all.size() == listeners.size()) return;
    all.sort(ORDER);
    listeners = List.copyOf(all);
  }

  void remove(Armed armed) {
    Predicate<Listener> isOfIt = one -> one.armed == armed;
    if (listeners.stream().anyMatch(isOfIt))
      listeners = listeners.stream().filter(isOfIt.negate()).toList();
  }

  void started(long cause) {
    for (Listener one : listeners)
      if (one.edge() instanceof Trigger.Starts)
        found.edge(one.armed, one.leaf, Cue.plain("the steward started", cause, Trail.NONE));
  }

  void heard(String topic, String payload, long cause) {
    for (Listener one : listeners) {
      if (!(one.edge() instanceof Trigger.Heard heard)
          || !new TopicFilter(heard.filter()).matches(topic)) continue;
      Optional<String> value = value(heard.pointer(), payload);
      if (value.isEmpty() || heard.is().isPresent() && !heard.is().equals(value)) continue;
      String text = value.get();
      Supplier<String> because = () -> topic + " said “" + text + "”";
      found.edge(
          one.armed, one.leaf, new Cue(because, Optional.empty(), () -> text, cause, Trail.NONE));
    }
  }

  private static Optional<String> value(String pointer, String payload) {
    if (pointer.isEmpty()) return Optional.of(payload);
    Payload at = Payload.json(Bytes.utf8(payload)).orElse(Payload.MISSING);
    for (String part : pointer.substring(1).split("/", -1)) at = within(at, part);
    String text = at.textOr(NO_TEXT);
    return text.equals(NO_TEXT) ? Optional.empty() : Optional.of(text);
  }

  private static Payload within(Payload at, String part) {
    Payload member = at.at(part.replace("~1", "/").replace("~0", "~"));
    boolean isIndex = member.isMissing() && part.matches("\\d{1,6}");
    return isIndex ? at.at(Integer.parseInt(part)) : member;
  }
}
