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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
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
  private static final String OLD_KNOCK = "^(knock \\S+) (?=(tcp|udp) )";
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
  private final Undo undo;

  /// The plan whose rules are in the kernel; none where that could not be done.
  private Optional<Plan> stands = Optional.empty();

  private String seen = "";
  private String fault = "";

  Trial(Path folder, Machine machine, ScheduledExecutorService timers) {
    confirmed = folder.resolve("confirmed.plan");
    tried = folder.resolve("tried.plan");
    undo = new Undo(folder.resolve("undo"));
    this.machine = machine;
    this.timers = timers;
    try {
      if (Files.exists(confirmed)) holds = Optional.of(kept(confirmed));
      if (holds.isPresent()) restore(holds.get());
      else if (Files.exists(tried)) restore(kept(tried));
      else if (Files.exists(folder.resolve(LINKS))) restore(things());
    } catch (IOException | RuntimeException e) {
      shut(String.valueOf(e.getMessage()));
    }
    var _ = timers.scheduleWithFixedDelay(this::tend, TEND_SECONDS, TEND_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized void tend() {
    try {
      Optional<Plan> now = open.map(Open::plan).or(() -> holds);
      if (now.isEmpty()) return;
      if (stands.isEmpty() && open.isEmpty()) mend(now.get());
      // Such as a radio that is plugged in later.
      else if (!fault.isEmpty() || !Machine.seen(now.get()).equals(seen)) serve(now.get());
      else machine.tend("fence", now.get());
    } catch (IOException | RuntimeException e) {
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
    // Before a door had a WHEN it was always open.
    var rows =
        Files.readAllLines(file).stream().map(row -> row.replaceFirst(OLD_KNOCK, "$1 always "));
    return Plan.of("fence", rows.toList(), _ -> true);
  }

  /// A plan was kept that cannot be put in force, such as one in another helper's words: nothing
  /// passes to or from the things, as far as it can be told where they are.
  private void shut(String why) {
    stands = Optional.empty();
    fault = "the kept plan does not hold, so nothing passes: " + why;
    try {
      machine.end("fence");
      Command.rules(Template.of("closed.nft", things()));
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
    undo.go();
    if (holds.isPresent()) force(holds.get());
    else {
      Command.rules(Template.of("closed.nft", instead));
      machine.end("fence");
      stands = Optional.empty();
      fault = "";
    }
    Files.deleteIfExists(tried);
  }

  /// The same where nobody is there to be told of a failure: then nothing passes, and it is tried
  /// again.
  private void mend(Plan instead) {
    try {
      restore(instead);
    } catch (IOException | RuntimeException e) {
      shut(String.valueOf(e.getMessage()));
    }
  }

  private void force(Plan plan) throws IOException {
    try {
      rules(plan);
    } catch (IOException _) {
      // Such as sets of an older version: without what was learnt, but never without rules.
      standing(plan, Template.read("anew.nft") + Rules.declared(plan));
    }
    try {
      serve(plan);
    } catch (IOException | RuntimeException e) {
      partly(e);
    }
  }

  private void partly(Exception e) {
    fault =
        "the rules stand, but not all that gives things addresses and names runs: "
            + e.getMessage();
    System.err.println(fault);
  }

  /// Declared by itself: the kernel takes a message of limited length at once.
  private void rules(Plan plan) throws IOException {
    Command.rules(Rules.declared(plan));
    standing(plan, "");
  }

  /// All rules at once: a failure leaves those that were there.
  private void standing(Plan plan, String first) throws IOException {
    String ended = stands.map(old -> Rules.ended(old, plan)).orElse("");
    // What an open trial leaves is shut: the way back leads there.
    String shut =
        holds
            .filter(old -> Rules.leaves(old, plan))
            .map(old -> Template.of("shut.nft", old))
            .orElse("");
    Command.rules(first + Rules.whole(plan) + shut + ended);
    stand(plan);
    try {
      Files.writeString(
          confirmed.resolveSibling(LINKS), THINGS + plan.value("things", "interface"));
    } catch (IOException e) {
      System.err.println("where the things are is not written down: " + e.getMessage());
    }
  }

  private void stand(Plan plan) {
    stands = Optional.of(plan);
    seal.made(plan);
  }

  private void serve(Plan plan) throws IOException {
    Machine.open("fence", plan);
    machine.tend("fence", plan);
    seen = Machine.seen(plan);
    fault = "";
  }

  static InputStream check(Plan plan) throws IOException {
    Machine.apart(plan);
    Command.silent(Rules.declared(plan) + Rules.whole(plan), "nft", "-f", "-", "-c");
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
    Machine.apart(plan);
    undo.note(plan, holds);
    keep(tried, rows);
    String token = HexFormat.of().formatHex(CHANCE.generateSeed(8));
    var end = timers.schedule(() -> late(token), seconds, TimeUnit.SECONDS);
    open = Optional.of(new Open(plan, token, end));
    try {
      rules(plan);
      serve(plan);
      if (holds.isPresent()) leave(holds.get(), plan);
    } catch (IOException | RuntimeException e) {
      mend(ended(token));
      throw e;
    }
    return said(token);
  }

  /// What the old plan put at interfaces goes at once: two ways to the things are none. The old
  /// plan puts it there again.
  private static void leave(Plan old, Plan plan) throws IOException {
    Command.links(Rules.unlinked(old, Optional.of(plan)));
    if (Rules.leaves(old, plan))
      Machine.turn("net/ipv4/conf/" + old.value("things", "interface") + "/forwarding 0");
  }

  synchronized InputStream confirm(String token) throws IOException {
    Open one = tried(token);
    Files.move(tried, confirmed, StandardCopyOption.ATOMIC_MOVE);
    ended(token);
    Optional<Plan> old = holds;
    holds = Optional.of(one.plan);
    undo.done();
    if (old.isPresent() && Rules.leaves(old.get(), one.plan)) letGo(one.plan);
    return said("");
  }

  /// It is confirmed, whatever fails here: what is shut opens at the next start at the latest.
  private void letGo(Plan plan) {
    try {
      rules(plan);
    } catch (IOException e) {
      System.err.println("where the things were stays shut: " + e.getMessage());
    }
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
    mend(ended(token));
    expect(fault.isEmpty(), fault);
    return said("");
  }

  private void late(String token) {
    try {
      back(token);
    } catch (IOException | RuntimeException e) {
      System.err.println("what was tried is not put back: " + e.getMessage());
    }
  }

  /// Puts what holds in force once more, such as after somebody else changed it.
  synchronized InputStream again() throws IOException {
    expect(open.isEmpty(), WAITS);
    mend(holds.orElseThrow(Trial::unknown));
    expect(fault.isEmpty(), fault);
    return said("");
  }

  /// Nothing passes to or from the things any more; the steward itself still reaches them.
  synchronized InputStream close() throws IOException {
    expect(open.isEmpty(), WAITS);
    Plan plan = holds.orElseThrow(Trial::unknown);
    Files.delete(confirmed);
    holds = Optional.empty();
    mend(plan);
    expect(fault.isEmpty(), fault);
    return said("");
  }

  /// Changes things, lanes and names at once; the other things do not notice.
  synchronized InputStream change(List<String> rows) throws IOException {
    expect(open.isEmpty(), WAITS);
    Plan now = holds.orElseThrow(Trial::unknown);
    Plan next = Plan.of("fence", rows, Machine::has, now.lines());
    expect(now.differsInThingsOnly(next), "this changes more than things: it wants a trial");
    try {
      // Written down first: a start in between puts up what was wanted.
      keep(confirmed, rows);
      difference(now, next);
    } catch (IOException | RuntimeException e) {
      keep(confirmed, List.copyOf(now.lines().keySet()));
      mend(now);
      throw e;
    }
    holds = Optional.of(next);
    try {
      Command.links(Rules.links(now, next));
      machine.serve("fence", next);
    } catch (IOException | RuntimeException e) {
      partly(e);
      throw e;
    }
    return said("");
  }

  /// Somebody else may have changed what this counts on: then all of it is put up.
  private void difference(Plan now, Plan next) throws IOException {
    String difference = Rules.difference(now, next);
    boolean done = stands.isPresent();
    // What somebody else changed does not become ours by a change of our own.
    boolean isOurs = done && seal.holds(now);
    try {
      if (done && !difference.isEmpty()) Command.rules(difference);
    } catch (IOException _) {
      done = false;
    }
    if (!done) rules(next);
    else if (isOurs) stand(next);
    else stands = Optional.of(next);
  }

  synchronized InputStream timed(String set, String id, int seconds) throws IOException {
    Plan plan = holds.orElseThrow(Trial::unknown);
    Plan.Row thing =
        plan.all("thing").stream()
            .filter(row -> row.value("id").equals(id))
            .findFirst()
            .orElseThrow(Trial::unknown);
    Command.rules(Template.of(set + ".nft", plan, thing).replace("SECONDS", seconds + "s"));
    return said("");
  }

  /// A line for what holds, and one for each thing that is wrong.
  synchronized InputStream state() throws IOException {
    String held = holds.isPresent() && stands.isPresent() ? "confirmed" : "none";
    var lines = new StringJoiner("\n").add(open.map(it -> "trial " + it.token).orElse(held));
    Optional<Plan> now = open.map(Open::plan).or(() -> holds);
    if (!fault.isEmpty()) lines.add("fault " + fault.replaceAll("\\s+", " "));
    if (now.isPresent() && stands.isPresent() && !seal.holds(now.get())) lines.add("changed");
    machine.stopped().forEach(name -> lines.add("stopped " + name));
    return said(lines.toString());
  }

  /// What nft is asked to tell what passed; nothing where no plan is in force.
  synchronized String flows() {
    return stands.map(plan -> Template.of("flows", plan)).orElse("");
  }

  InputStream read(String name, long from) throws IOException {
    Path file = confirmed.resolveSibling(name);
    if (!Files.exists(file)) return said("");
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(Math.min(from, Files.size(file)));
    return in;
  }
}
