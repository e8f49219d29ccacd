package steward.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// One command: its words for the help, its parameters, and what it does. Immutable but for the
/// list of its parts while it is described.
///
/// It is described in code rather than by annotations, because reading those costs a tenth of a
/// second.
final class Verb {

  /// The labels of options that name something on the disk.
  private static final Set<String> FILES = Set.of("FILE", "FOLDER");

  /// What a command does.
  @FunctionalInterface
  interface Act {
    Exit act(Asked asked) throws Failure, IOException, InterruptedException;
  }

  private final String name;
  private final String sentence;
  private final Act act;
  private final List<OptionSpec> options = new ArrayList<>();
  private final List<PositionalParamSpec> words = new ArrayList<>();
  private final List<Verb> parts = new ArrayList<>();
  private final List<String> examples = new ArrayList<>();
  private String more = "";
  private boolean asks = true;
  private boolean hidden;

  private Verb(String name, String sentence, Act act) {
    this.name = name;
    this.sentence = sentence;
    this.act = act;
  }

  static Verb of(String name, String sentence, Act act) {
    return new Verb(name, sentence, act);
  }

  String name() {
    return name;
  }

  /// A parameter by place.
  ///
  /// @param count `1`, `0..1`, `1..*`: how many
  Verb word(String label, String count, String sentence) {
    int index = words.size();
    String range = count.endsWith("*") ? index + "..*" : Integer.toString(index);
    words.add(
        PositionalParamSpec.builder()
            .index(range)
            .arity(count)
            .required(!count.startsWith("0"))
            .paramLabel(label)
            .type(count.endsWith("*") ? List.class : String.class)
            .auxiliaryTypes(String.class)
            .description(sentence)
            .build());
    return this;
  }

  Verb option(String option, String label, String sentence) {
    options.add(
        OptionSpec.builder(option)
            .paramLabel(label)
            .type(String.class)
            .arity("1")
            .description(sentence)
            .build());
    return this;
  }

  /// An option that can be given many times.
  Verb options(String option, String label, String sentence) {
    options.add(
        OptionSpec.builder(option)
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .description(sentence)
            .build());
    return this;
  }

  Verb flag(String option, String sentence) {
    options.add(
        OptionSpec.builder(option).type(boolean.class).arity("0").description(sentence).build());
    return this;
  }

  Verb more(String text) {
    more = text;
    return this;
  }

  Verb example(String line) {
    examples.add(line);
    return this;
  }

  Verb part(Verb verb) {
    parts.add(verb);
    return this;
  }

  /// A command that asks no running steward: it has neither `--url` nor `--json`.
  Verb local() {
    asks = false;
    return this;
  }

  Verb hidden() {
    hidden = true;
    return this;
  }

  /// @param context what the command works with once it runs
  /// @param where inside another program there is no option that names a file or another steward
  CommandSpec spec(Supplier<Asked.Context> context, Surroundings where) {
    var asked = new Asked(context, act);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(asked).name(name);
    asked.bind(spec);
    for (OptionSpec option : options) {
      if (!where.isInside() || !FILES.contains(option.paramLabel())) spec.addOption(option);
    }
    words.forEach(spec::addPositional);
    if (asks) {
      if (!where.isInside()) otherSteward().forEach(spec::addOption);
      spec.addOption(
          OptionSpec.builder("--code")
              .paramLabel("CODE")
              .type(String.class)
              .arity("1")
              .description("A fresh code of your client, for what asks for one.")
              .build());
      spec.addOption(
          OptionSpec.builder("--json")
              .type(boolean.class)
              .arity("0")
              .description("Print the answer as JSON.")
              .build());
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .arity("0")
            .usageHelp(true)
            .description("Show this help.")
            .build());
    for (Verb part : parts) spec.addSubcommand(part.name, part.spec(context, where));
    describe(spec.usageMessage());
    return spec;
  }

  private static List<OptionSpec> otherSteward() {
    return List.of(
        OptionSpec.builder("--url")
            .paramLabel("URL")
            .type(String.class)
            .arity("1")
            .description("The steward to ask (default: $STEWARD_URL, or http://127.0.0.1:8887).")
            .build(),
        OptionSpec.builder("--token-file")
            .paramLabel("FILE")
            .type(String.class)
            .arity("1")
            .description(
                "The file with the token of your session, to be asked as yourself (default: $STEWARD_TOKEN).")
            .build());
  }

  private void describe(UsageMessageSpec usage) {
    var description = new ArrayList<String>();
    description.add(sentence);
    if (!more.isEmpty()) description.addAll(List.of(("\n" + more).split("\n", -1)));
    usage.description(escaped(description));
    usage.hidden(hidden).sortOptions(false).width(100).autoWidth(false);
    if (!examples.isEmpty()) {
      var footer = new ArrayList<String>();
      footer.add("");
      footer.add("Examples:");
      examples.forEach(example -> footer.add("  " + example));
      usage.footer(escaped(footer));
    }
  }

  /// The library reads `%` as the start of a format.
  private static String[] escaped(List<String> lines) {
    return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
  }
}
