package steward.hook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.Journal;
import steward.store.WebhookTable.Delivery;
import steward.thing.Outcome;

/// What became of calls, by the causes that the journal's entries name. Thread-safe; [#watch] is
/// called on the house thread.
///
/// Of the last [#CALLS_MAX] calls it is known at once; of older ones the journal is asked.
public final class Aftermath {
  static final int CALLS_MAX = 500;
  static final int ENTRIES_MAX = 200;
  private static final long LOOK_AHEAD = 50_000;
  private static final String PRINCIPAL = "hook:";

  private final Map<String, Call> calls =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Call> eldest) {
          if (size() <= CALLS_MAX) return false;
          eldest.getValue().entries.forEach(byEntry::remove);
          return true;
        }
      };
  private final Map<Long, Call> byEntry = new HashMap<>();
  private volatile boolean isIdle = true;

  /// A command that a call caused.
  public record Caused(
      long id, String thing, Map<String, Object> action, Outcome.State outcome, String reason) {}

  /// What is known of a call.
  ///
  /// @param events the journal's numbers of what it told
  public record Told(Instant at, List<Long> events, List<Caused> commands) {
    public Told {
      events = List.copyOf(events);
      commands = List.copyOf(commands);
    }

    /// `taken` where it caused no command, else the worst outcome of those; never that all is well
    /// where that is not known.
    public String outcome() {
      return commands.stream()
          .map(Caused::outcome)
          .max(java.util.Comparator.comparingInt(Told::badness))
          .map(Outcome.State::label)
          .orElse("taken");
    }

    private static int badness(Outcome.State state) {
      return switch (state) {
        case CONFIRMED -> 0;
        case SUPERSEDED -> 1;
        case UNOBSERVABLE -> 2;
        case ACCEPTED -> 3;
        case SENT -> 4;
        case WAITING -> 5;
        case EXPIRED -> 6;
        case SILENT -> 7;
        case REFUSED -> 8;
      };
    }
  }

  private static final class Call {
    private final Instant at;
    private final List<Long> events = new ArrayList<>();
    private final List<Long> entries = new ArrayList<>();
    private final Map<Long, Caused> commands = new LinkedHashMap<>();

    private Call(Instant at) {
      this.at = at;
    }

    private Told told() {
      return new Told(at, events, List.copyOf(commands.values()));
    }
  }

  /// How the journal names a call's deeds: `hook:ID@CALL`.
  static String principal(Hook hook, String call) {
    return PRINCIPAL + hook.thing() + "@" + call;
  }

  /// Follows the house.
  public void watch(Entry entry) {
    String principal = entry.principal();
    int at = principal.startsWith(PRINCIPAL) ? principal.indexOf('@') : -1;
    if (at < 0 && isIdle) return;
    synchronized (this) {
      isIdle = false;
      if (at > 0) {
        Call call = calls.computeIfAbsent(principal.substring(at + 1), _ -> new Call(entry.at()));
        if (entry.causes().isEmpty() && entry.fact() instanceof Fact.Read)
          call.events.add(entry.seq());
        add(call, entry);
      } else {
        caller(entry).ifPresent(call -> add(call, entry));
      }
    }
  }

  private Optional<Call> caller(Entry entry) {
    for (long cause : entry.causes()) {
      Call call = byEntry.get(cause);
      if (call != null) return Optional.of(call);
    }
    return Optional.empty();
  }

  private void add(Call call, Entry entry) {
    switch (entry.fact()) {
      case Fact.Wanted wanted -> {
        if (call.commands.size() >= ENTRIES_MAX) return;
        call.commands.put(
            entry.seq(),
            new Caused(
                entry.seq(), entry.subject(), wanted.action().json(), Outcome.State.WAITING, ""));
      }
      case Fact.Came(long command, var outcome, String reason) ->
          call.commands.computeIfPresent(
              command,
              (_, older) -> new Caused(older.id(), older.thing(), older.action(), outcome, reason));
      default -> {}
    }
    if (call.entries.size() >= ENTRIES_MAX) return;
    call.entries.add(entry.seq());
    byEntry.put(entry.seq(), call);
  }

  /// What became of a call of late.
  synchronized Optional<Told> told(String call) {
    return Optional.ofNullable(calls.get(call)).map(Call::told);
  }

  /// What became of a call, from the journal: blocks.
  static Told told(Delivery delivery, Journal journal) {
    var read = new Aftermath();
    if (delivery.entries().isEmpty()) return new Told(delivery.at(), List.of(), List.of());
    var call = new Call(delivery.at());
    long first = delivery.entries().stream().mapToLong(Long::longValue).min().orElse(0);
    journal.read(
        first,
        first + LOOK_AHEAD,
        entry -> {
          boolean isOwn = delivery.entries().contains(entry.seq());
          if (isOwn && entry.fact() instanceof Fact.Read) call.events.add(entry.seq());
          if (isOwn || read.caller(entry).isPresent()) read.add(call, entry);
        });
    return call.told();
  }
}
