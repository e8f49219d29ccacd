package steward.netd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The plan that holds, and the one that is tried until somebody confirms it over its own rules: if
/// nobody does, the old one is put back, by the clock or by the next start. Thread-safe.
final class Trial {
  private static final String WAITS = "another change waits for its confirmation";
  private static final String THINGS = "things ";
  private static final String LINKS = "links";
  private static final int TEND_SECONDS = 10;
  private static final SecureRandom CHANCE = new SecureRandom();

  private record Open(Plan plan, String token, ScheduledFuture<?> end) {}

  private final Path confirmed;
  private final Path tried;
  private final Machine machine;
  private final ScheduledExecutorService timers;
  private final Seal seal = new Seal();
  private Optional<Plan> holds = Optional.empty();
  private Optional<Open> open = Optional.empty();
  private String fault = "";

  Trial(Path folder, Machine machine, ScheduledExecutorService timers) {
    confirmed = folder.resolve("confirmed.plan");
    tried = folder.resolve("tried.plan");
    this.machine = machine;
    this.timers = timers;
    try {
      if (Files.exists(confirmed)) holds = Optional.of(kept(confirmed));
      if (holds.isPresent()) restore(holds.get());
      else if (Files.exists(tried)) restore(kept(tried));
    } catch (IOException | RuntimeException e) {
      shut(String.valueOf(e.getMessage()));
    }
    var _ = timers.scheduleWithFixedDelay(this::tend, TEND_SECONDS, TEND_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized void tend() {
    try {
      Optional<Plan> now = open.map(Open::plan).or(() -> holds);
      if (now.isPresent()) machine.tend("fence", now.get());
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  /// All of it or nothing, whatever ends us.
  static void keep(Path file, List<String> rows) throws IOException {
    Path fresh = file.resolveSibling("next.plan");
    Machine.write(fresh, "", false);
    byte[] bytes = (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(fresh, bytes, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Plan kept(Path file) throws IOException {
    return Plan.of("fence", Files.readAllLines(file), _ -> true);
  }

  /// A plan was kept that cannot be put in force, such as one in another helper's words: nothing
  /// passes to or from the things, as far as it can be told where they are.
  private void shut(String why) {
    holds = Optional.empty();
    fault = "the kept plan does not hold, so nothing passes: " + why;
    try {
      Machine.rules(Template.of("closed.nft", things()));
    } catch (IOException | RuntimeException e) {
      fault = "the kept plan does not hold (%s), and is not closed: %s".formatted(why, e);
    }
    System.err.println(fault);
  }

  /// Where the things are, by whatever can still be read.
  private Plan things() throws IOException {
    for (Path file : List.of(confirmed, tried, confirmed.resolveSibling(LINKS))) {
      if (!Files.exists(file)) continue;
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        List<String> rows = lines.filter(line -> line.startsWith(THINGS)).limit(1).toList();
        if (!rows.isEmpty()) return Plan.of("closed", rows, _ -> true);
      } catch (IllegalArgumentException _) {
        // The next file may tell.
      }
    }
    throw new IOException("nothing tells which interface is the things'");
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
    fault = "";
  }

  private void load(Plan plan) throws IOException {
    Files.writeString(confirmed.resolveSibling(LINKS), THINGS + plan.value("things", "interface"));
    Machine.rules(Template.of("sets.nft", plan));
    Machine.rules(joined(Template.of("fence.nft", plan)));
    Machine.rules(joined(Template.of("bridge.nft", plan)));
    seal.take(plan);
    Machine.open("fence", plan);
    machine.serve("fence", plan);
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

  static InputStream check(Plan plan) throws IOException {
    String rules = Template.of("sets.nft", plan) + joined(Template.of("fence.nft", plan));
    Machine.silent(rules, "nft", "-f", "-", "-c");
    return said("");
  }

  static InputStream said(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
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
    fault = "";
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

  static IOException unknown() {
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

  /// Puts what holds in force once more, such as after somebody else changed it.
  synchronized InputStream again() throws IOException {
    expect(open.isEmpty(), WAITS);
    restore(holds.orElseThrow(Trial::unknown));
    return said("");
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
  synchronized InputStream change(List<String> rows) throws IOException {
    expect(open.isEmpty(), WAITS);
    Plan now = holds.orElseThrow(Trial::unknown);
    Plan next = Plan.of("fence", rows, Machine::has, now.lines());
    expect(now.differsInThingsOnly(next), "this changes more than things: it wants a trial");
    String difference = difference(now, next);
    // What somebody else changed does not become ours by a change of our own.
    boolean isOurs = seal.holds(now);
    if (!difference.isEmpty()) Machine.rules(difference);
    if (isOurs) seal.take(next);
    keep(confirmed, rows);
    holds = Optional.of(next);
    machine.serve("fence", next);
    return said("");
  }

  /// What is new is declared first; then elements go and come, and last the rules over names, which
  /// change with the names alone. Whatever both plans have is not touched.
  private static String difference(Plan now, Plan next) {
    List<String> before = elements(now, next);
    List<String> after = elements(next, now);
    var text = new StringBuilder();
    List<String> zones = Template.of("zones.nft", now).lines().toList();
    Template.of("zones.nft", next)
        .lines()
        .filter(line -> !zones.contains(line))
        .forEach(line -> text.append(line).append('\n'));
    for (String line : before)
      if (!after.contains(line))
        text.append(line.replaceFirst("add", "delete").replaceFirst(" : [^}]*}", " }"))
            .append('\n');
    after.removeAll(before);
    text.append(joined(String.join("\n", after)));
    String named = Template.of("named.nft", next);
    return named.equals(Template.of("named.nft", now)) ? text.toString() : text + named;
  }

  /// The elements of the things that are otherwise in another plan.
  private static List<String> elements(Plan plan, Plan other) {
    var lines = new ArrayList<String>();
    for (Plan.Row thing : plan.all("thing"))
      if (!plan.of(thing).equals(other.of(thing)))
        for (String text : List.of("counters.nft", "thing.nft", "at-bridge.nft"))
          Template.of(text, plan, thing).lines().forEach(lines::add);
    return lines;
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

  /// A line for what holds, and one for each thing that is wrong.
  synchronized InputStream state() throws IOException {
    String held = holds.isPresent() ? "confirmed" : "none";
    var lines = new StringJoiner("\n").add(open.map(it -> "trial " + it.token).orElse(held));
    Optional<Plan> now = open.map(Open::plan).or(() -> holds);
    if (!fault.isEmpty()) lines.add("fault " + fault.replaceAll("\\s+", " "));
    if (now.isPresent() && !seal.holds(now.get())) lines.add("changed");
    machine.stopped().forEach(name -> lines.add("stopped " + name));
    return said(lines.toString());
  }

  InputStream read(String name, long from) throws IOException {
    Path file = confirmed.resolveSibling(name);
    if (!Files.exists(file)) return said("");
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(Math.min(from, Files.size(file)));
    return in;
  }
}
