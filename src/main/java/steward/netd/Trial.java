package steward.netd;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// The plan that holds, and the one that is tried until somebody confirms it over its own rules: if
/// nobody does, the old one is put back, by the clock or by the next start. Thread-safe.
final class Trial {
  private static final String WAITS = "another change waits for its confirmation";
  private static final int TEND_SECONDS = 10;
  private static final SecureRandom CHANCE = new SecureRandom();

  private record Open(Plan plan, String token, ScheduledFuture<?> end) {}

  private final Path confirmed;
  private final Path tried;
  private final Machine machine;
  private final ScheduledExecutorService timers;
  private Optional<Plan> holds = Optional.empty();
  private Optional<Open> open = Optional.empty();

  Trial(Path folder, String user, ScheduledExecutorService timers) throws IOException {
    confirmed = folder.resolve("confirmed.plan");
    tried = folder.resolve("tried.plan");
    machine = new Machine(folder, user);
    this.timers = timers;
    if (Files.exists(confirmed)) holds = Optional.of(kept(confirmed));
    if (holds.isPresent()) restore(holds.get());
    else if (Files.exists(tried)) restore(kept(tried));
    var _ = timers.scheduleWithFixedDelay(this::tend, TEND_SECONDS, TEND_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized void tend() {
    try {
      Optional<Plan> now = open.map(Open::plan).or(() -> holds);
      if (now.isPresent()) machine.tend(now.get());
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  /// All of it or nothing, whatever ends us.
  private static void keep(Path file, List<String> rows) throws IOException {
    Path fresh = file.resolveSibling("next.plan");
    Files.write(fresh, rows, CREATE, TRUNCATE_EXISTING, WRITE, SYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Plan kept(Path file) throws IOException {
    return Plan.of(Files.readAllLines(file), _ -> true);
  }

  /// Puts in force what holds; where nothing does, nothing passes to or from the things.
  private void restore(Plan instead) throws IOException {
    if (holds.isPresent()) {
      try {
        load(holds.get());
      } catch (IOException _) {
        // Such as sets of an older version: without what was learnt, but never without rules.
        Machine.rules(Template.read("anew.nft"));
        load(holds.get());
      }
    } else Machine.rules(Template.of("closed.nft", instead));
    Files.deleteIfExists(tried);
  }

  private void load(Plan plan) throws IOException {
    Machine.rules(Template.of("sets.nft", plan));
    Machine.rules(joined(Template.of("fence.nft", plan)));
    Machine.rules(joined(Template.of("bridge.nft", plan)));
    machine.open(plan);
    machine.serve(plan);
  }

  /// The elements of a set in one command: the kernel takes a message of limited length at once.
  private static String joined(String text) {
    var sets = new TreeMap<String, StringJoiner>();
    var rest = new StringBuilder();
    for (String line : text.lines().toList()) {
      int brace = line.indexOf('{');
      if (line.startsWith("add element"))
        sets.computeIfAbsent(
                line.substring(0, brace), set -> new StringJoiner(",", set + "{", "}\n"))
            .add(line.substring(brace + 1, line.length() - 1));
      else rest.append(line).append('\n');
    }
    sets.values().forEach(rest::append);
    return rest.toString();
  }

  InputStream check(Plan plan) throws IOException {
    Machine.rules(Template.of("sets.nft", plan) + joined(Template.of("fence.nft", plan)), "-c");
    return said("");
  }

  private static InputStream said(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void expect(boolean held, String otherwise) throws IOException {
    if (!held) throw new IOException(otherwise);
  }

  /// Tries a plan; what comes back is the word that confirms it.
  synchronized InputStream apply(Plan plan, List<String> rows, int seconds) throws IOException {
    expect(open.isEmpty(), WAITS);
    keep(tried, rows);
    String token = HexFormat.of().formatHex(CHANCE.generateSeed(8));
    var end = timers.schedule(() -> late(token), seconds, TimeUnit.SECONDS);
    open = Optional.of(new Open(plan, token, end));
    try {
      load(plan);
    } catch (IOException e) {
      back(token);
      throw e;
    }
    return said(token);
  }

  synchronized InputStream confirm(String token) throws IOException {
    Open one = tried(token);
    Files.move(tried, confirmed, StandardCopyOption.ATOMIC_MOVE);
    holds = Optional.of(one.plan);
    ended(token);
    return said("");
  }

  private Open tried(String token) throws IOException {
    return open.filter(it -> it.token.equals(token)).orElseThrow(Trial::unknown);
  }

  private Plan ended(String token) throws IOException {
    Open one = tried(token);
    one.end.cancel(false);
    open = Optional.empty();
    return one.plan;
  }

  private static IOException unknown() {
    return new IOException("there is nothing of this name");
  }

  synchronized InputStream back(String token) throws IOException {
    restore(ended(token));
    return said("");
  }

  private void late(String token) {
    try {
      back(token);
    } catch (IOException e) {
      System.err.println("what was tried is not put back: " + e.getMessage());
    }
  }

  /// Nothing passes to or from the things any more; the steward itself still reaches them.
  synchronized InputStream close() throws IOException {
    expect(open.isEmpty(), WAITS);
    Plan plan = holds.orElseThrow(Trial::unknown);
    holds = Optional.empty();
    Files.delete(confirmed);
    restore(plan);
    return said("");
  }

  /// Changes things, lanes and names at once; the other things do not notice.
  synchronized InputStream change(Plan next, List<String> rows) throws IOException {
    expect(open.isEmpty(), WAITS);
    Plan now = holds.orElseThrow(Trial::unknown);
    expect(now.differsInThingsOnly(next), "this changes more than things: it wants a trial");
    Machine.rules(difference(now, next));
    keep(confirmed, rows);
    holds = Optional.of(next);
    machine.serve(next);
    return said("");
  }

  private static String difference(Plan now, Plan next) {
    var text = new StringBuilder(Template.of("zones.nft", next));
    for (Plan.Row thing : now.all("thing"))
      if (!next.of(thing).equals(now.of(thing))) text.append(Template.of("gone.nft", now, thing));
    for (Plan.Row thing : next.all("thing"))
      if (!now.of(thing).equals(next.of(thing)))
        text.append(Template.of("counters.nft", next, thing))
            .append(Template.of("thing.nft", next, thing));
    text.append(joined(Template.of("named.nft", next)));
    return text + joined(Template.of("bridge.nft", next));
  }

  synchronized InputStream timed(String set, String id, int seconds) throws IOException {
    Plan plan = holds.orElseThrow(Trial::unknown);
    Plan.Row thing =
        plan.all("thing").stream()
            .filter(row -> row.value("id").equals(id))
            .findFirst()
            .orElseThrow(Trial::unknown);
    Machine.rules(Template.of(set + ".nft", plan, thing).replace("SECONDS", seconds + "s"));
    return said("");
  }

  synchronized InputStream state() {
    String held = holds.isPresent() ? "confirmed" : "none";
    return said(open.map(it -> "trial " + it.token).orElse(held));
  }

  InputStream read(String name, long from) throws IOException {
    Path file = confirmed.resolveSibling(name);
    if (!Files.exists(file)) return said("");
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(Math.min(from, Files.size(file)));
    return in;
  }
}
