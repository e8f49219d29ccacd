package steward.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.rights.Caller;
import steward.store.EntryJson;
import steward.store.FileJournal;
import steward.store.JournalPage;
import steward.store.JournalQuery;
import steward.value.Malformed;

/// The journal and the question why: a walk up the chain of causes.
final class JournalApi {
  static final int CHAIN_MAX = 40;

  private final FileJournal journal;
  private final HouseLoop loop;
  private final Sight sight;

  JournalApi(FileJournal journal, HouseLoop loop, Sight sight) {
    this.journal = journal;
    this.loop = loop;
    this.sight = sight;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "/journal", "listJournal", "What happened, newest first", "EntryList", this::list)
            .with(
                new Operation.Query("before", "integer", "entries below this number"),
                new Operation.Query("after", "integer", "entries above this number"),
                new Operation.Query("kind", "string", "kinds, separated by commas"),
                new Operation.Query("subject", "string", "about this thing or activity"),
                new Operation.Query("limit", "integer", "at most so many, 100 if not given")),
        Operation.get("/journal/{seq}", "getEntry", "One entry", "Entry", this::get),
        Operation.get(
            "/journal/{seq}/why",
            "why",
            "The chain of causes of an entry, as sentences",
            "Why",
            this::why));
  }

  private CompletableFuture<Answer> list(Request request) {
    var query =
        new JournalQuery(
            request.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE),
            request.number("after", 0, 0, Long.MAX_VALUE),
            kinds(request.query("kind").orElse("")),
            request.query("subject").orElse(""),
            (int) request.number("limit", 100, 1, JournalQuery.LIMIT_MAX));
    return names()
        .thenApplyAsync(
            sentences -> {
              JournalPage page = journal.page(query);
              var items =
                  page.entries().stream()
                      .filter(entry -> sight.sees(request.caller(), entry))
                      .map(entry -> json(entry, sentences))
                      .toList();
              return Answer.ok(Json.list(items, page.next() == 0 ? null : page.next()));
            },
            Thread::startVirtualThread);
  }

  private static Set<Fact.Kind> kinds(String text) {
    var kinds = EnumSet.noneOf(Fact.Kind.class);
    for (String label : text.split(",", -1)) {
      if (label.isBlank()) continue;
      kinds.add(
          EntryJson.kind(label.strip())
              .orElseThrow(() -> new Malformed("?kind", "a kind of entry", "'" + label + "'")));
    }
    return kinds;
  }

  /// The activities' names, to say sentences with.
  private CompletableFuture<Sentences> names() {
    return loop.query(
            house -> {
              var names = new TreeMap<String, String>();
              house
                  .engine()
                  .activities()
                  .forEach(activity -> names.put(activity.id(), activity.name()));
              return names;
            })
        .thenApply(names -> new Sentences(sight.directory(), id -> names.getOrDefault(id, id)));
  }

  private static Map<String, @Nullable Object> json(Entry entry, Sentences sentences) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(EntryJson.tree(entry));
    json.put("sentence", sentences.say(entry));
    return json;
  }

  private Entry entry(Request request) {
    String text = request.part("seq");
    try {
      return journal
          .entry(Long.parseLong(text))
          .filter(entry -> sight.sees(request.caller(), entry))
          .orElseThrow(() -> Problem.notFound("entry of the journal", text));
    } catch (NumberFormatException e) {
      throw Problem.notFound("entry of the journal", text);
    }
  }

  private CompletableFuture<Answer> get(Request request) {
    return names()
        .thenApplyAsync(
            sentences -> Answer.ok(json(entry(request), sentences)), Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> why(Request request) {
    return names()
        .thenApplyAsync(
            sentences -> why(request.caller(), entry(request), sentences),
            Thread::startVirtualThread);
  }

  private Answer why(Caller caller, Entry asked, Sentences sentences) {
    List<Entry> chain = chain(asked).stream().filter(entry -> sight.sees(caller, entry)).toList();
    var json = new LinkedHashMap<String, Object>();
    json.put("seq", asked.seq());
    json.put("sentence", sentence(chain, sentences));
    json.put("chain", chain.stream().map(entry -> json(entry, sentences)).toList());
    return Answer.ok(json);
  }

  /// The entry and what led to it, nearest first, each once.
  private List<Entry> chain(Entry asked) {
    var chain = new ArrayList<Entry>();
    var seen = new java.util.HashSet<Long>();
    Deque<Entry> next = new ArrayDeque<>(List.of(asked));
    while (!next.isEmpty() && chain.size() < CHAIN_MAX) {
      Entry entry = next.poll();
      chain.add(entry);
      var causes = new ArrayList<>(entry.causes());
      if (entry.inferred() > 0) causes.add(entry.inferred());
      for (long cause : causes) {
        if (cause < entry.seq() && seen.add(cause)) journal.entry(cause).ifPresent(next::add);
      }
    }
    chain.sort(java.util.Comparator.comparingLong(Entry::seq).reversed());
    return chain;
  }

  private static String sentence(List<Entry> chain, Sentences sentences) {
    String first = sentences.say(chain.getFirst());
    if (chain.size() == 1) {
      return switch (chain.getFirst().fact()) {
        case Fact.Read _ ->
            first
                + " Nothing of ours had asked for it: a hand, the thing itself, or another program.";
        default -> first;
      };
    }
    String root = sentences.say(chain.getLast());
    var firing = chain.stream().filter(entry -> entry.fact() instanceof Fact.Fired).findFirst();
    if (firing.isPresent() && !firing.get().equals(chain.getFirst())) {
      return first + " " + sentences.say(firing.get());
    }
    return first + " It goes back to: " + root;
  }
}
