package steward.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import steward.value.Span;
import steward.value.Tree;

/// What a person typed for one command, and what the command works with. Confined to the command's
/// thread.
final class Asked implements Callable<Integer> {

  /// What every command works with.
  record Context(
      Screen screen,
      Map<String, String> environment,
      Commands commands,
      Surroundings surroundings) {}

  private final Supplier<Context> context;
  private final Verb.Act act;
  private @Nullable CommandSpec spec;
  private @Nullable Api api;

  Asked(Supplier<Context> context, Verb.Act act) {
    this.context = context;
    this.act = act;
  }

  void bind(CommandSpec itsSpec) {
    spec = itsSpec;
  }

  @Override
  public Integer call() throws Exception {
    return act.act(this).code();
  }

  CommandSpec spec() {
    if (spec == null) throw new IllegalStateException("a command is described before it runs");
    return spec;
  }

  private ParseResult typed() {
    return spec().commandLine().getParseResult();
  }

  Screen screen() {
    return context.get().screen();
  }

  Commands commands() {
    return context.get().commands();
  }

  Map<String, String> environment() {
    return context.get().environment();
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(typed().matchedOptionValue(name, null));
  }

  List<String> options(String name) {
    return typed().matchedOptionValue(name, List.of());
  }

  boolean flag(String name) {
    return typed().matchedOptionValue(name, false);
  }

  boolean json() {
    return flag("--json");
  }

  /// The parameter at this place, or an empty text.
  String word(int index) {
    return typed().matchedPositionalValue(index, "");
  }

  /// The parameters from this place on.
  List<String> words(int index) {
    return typed().matchedPositionalValue(index, List.of());
  }

  Duration span(String name, Duration standard) throws Failure {
    var text = option(name);
    if (text.isEmpty()) return standard;
    try {
      return Span.parse(text.get());
    } catch (IllegalArgumentException e) {
      throw wrong(name, "a span such as 5s or 2m", text.get());
    }
  }

  long whole(String name, long standard, long min, long max) throws Failure {
    var text = option(name);
    if (text.isEmpty()) return standard;
    try {
      long number = Long.parseLong(text.get());
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw wrong(name, "a whole number from " + min + " to " + max, text.get());
  }

  static Failure wrong(String what, String expected, String got) {
    return new Failure(
        Exit.USAGE, "%s: expected %s, got '%s'".formatted(what, expected, Screen.clean(got)));
  }

  /// The steward to ask; a code that was given is used up at the first call.
  Api api() throws Failure {
    var known = api;
    if (known != null) return known;
    var made = context.get().surroundings().api(this);
    var code = option("--code");
    if (code.isPresent()) made.refresh(code.get());
    api = made;
    return made;
  }

  /// What was piped to the command.
  InputStream in() {
    return context.get().surroundings().in();
  }

  /// Whether whoever typed it sits at this process's terminal, and so can be asked.
  boolean isAtTerminal() {
    return !context.get().surroundings().isInside() && Screen.terminal().isPresent();
  }

  /// Asks the person at the terminal for what is not shown while it is typed; fails where the
  /// terminal would be another's.
  ///
  /// @param option what to give instead
  String secret(String question, String option) throws Failure {
    checkTerminal(option);
    return Prompt.secret(question, option);
  }

  /// The same for what is shown.
  String line(String question, String option) throws Failure {
    checkTerminal(option);
    return Prompt.line(question, option);
  }

  /// Asks the person at the terminal whether to go on; `--yes` answers beforehand.
  void agree() throws Failure {
    if (flag("--yes")) return;
    if (!isAtTerminal())
      throw new Failure(Exit.USAGE, "nobody can be asked without a terminal: give --yes");
    if (!Prompt.line("Go on? Type yes:", "--yes").equalsIgnoreCase("yes"))
      throw new Failure(Exit.NOT_TAKEN, "nothing was done");
  }

  private void checkTerminal(String option) throws Failure {
    if (isInside()) throw new Failure(Exit.USAGE, "nobody can be asked from here: give " + option);
  }

  /// Whether it runs in the steward itself, for somebody elsewhere.
  boolean isInside() {
    return context.get().surroundings().isInside();
  }

  /// A file that the command line names; fails for somebody who is not at the machine.
  Path file(String typed) throws Failure {
    return context.get().surroundings().file(typed);
  }

  /// Prints the answer as JSON if that was asked for.
  boolean printed(Tree answer) {
    if (json()) screen().line(Json.pages(answer.node()));
    return json();
  }

  /// Prints a list of the steward's: as JSON if that was asked for, else as a table.
  ///
  /// @param none what is said instead of an empty table; empty for that table
  /// @param row the cells of an item
  Exit listed(String path, List<String> titles, String none, Function<Tree, List<String>> row)
      throws Failure {
    Tree answer = api().get(path);
    if (printed(answer)) return Exit.DONE;
    var rows = answer.get("items").items().stream().map(row).toList();
    if (rows.isEmpty() && !none.isEmpty()) screen().line(none);
    else screen().table(titles, rows);
    return Exit.DONE;
  }

  String time(String instant) {
    return Part.time(instant, ZoneId.systemDefault(), Instant.now());
  }
}
