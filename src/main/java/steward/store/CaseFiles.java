package steward.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import steward.activity.text.GroupText;
import steward.activity.text.PlaceText;
import steward.loop.Case;
import steward.loop.Fact;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The house's own cases, each a readable file in `cases/` of the home folder, and its invariants
/// in `invariants.json`. Thread-safe; reads and writes the disk on the calling thread.
public final class CaseFiles {
  public static final int CASES_MAX = 200;
  static final long LENGTH_MAX = 8 << 20;
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final Path invariants;
  private final JsonMapper mapper = JsonMapper.shared();

  public CaseFiles(Path home) {
    this.folder = home.resolve("cases");
    this.invariants = home.resolve("invariants.json");
  }

  /// Keeps a case, in place of one of the same name.
  ///
  /// @throws RejectedExecutionException when there are too many
  public synchronized void keep(Case kept) {
    Path file = folder.resolve(kept.name() + SUFFIX);
    if (!ThingId.isSlug(kept.name()))
      throw new Malformed("/name", "1 to 40 of a-z, 0-9 and -", "'" + kept.name() + "'");
    if (!Files.exists(file) && names().size() >= CASES_MAX)
      throw new RejectedExecutionException("there are " + CASES_MAX + " cases already");
    write(file, tree(kept));
  }

  /// All cases that can be read, by name. They are in memory together: to go through them, [#find]
  /// each.
  ///
  /// @param unreadable is told of the others
  public List<Case> all(java.util.function.Consumer<String> unreadable) {
    var cases = new ArrayList<Case>();
    for (String name : names())
      find(name).ifPresentOrElse(cases::add, () -> unreadable.accept(name));
    return cases;
  }

  /// A case; nothing if there is none of the name, or it cannot be read.
  public Optional<Case> find(String name) {
    Path file = folder.resolve(name + SUFFIX);
    if (!ThingId.isSlug(name) || !Files.exists(file)) return Optional.empty();
    try {
      return Optional.of(read(Tree.of(read(file))));
    } catch (Malformed | JacksonException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /// A case as the text of a file: the same case, the same text.
  public static String text(Case kept) {
    var pretty = JsonMapper.shared().writerWithDefaultPrettyPrinter();
    return pretty.writeValueAsString(tree(kept)).replace("\r\n", "\n") + "\n";
  }

  /// Reads such a text.
  ///
  /// @throws Malformed if it is no case; with a mark where it is no JSON
  public static Case parse(String label, String text) {
    Object document;
    try {
      document = JsonMapper.shared().readValue(text, Object.class);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String problem =
          steward.value.Text.clean(e.getOriginalMessage()).lines().findFirst().orElse("");
      int line = at == null ? 1 : Math.max(1, at.getLineNr());
      int column = at == null ? 1 : Math.max(1, at.getColumnNr());
      String shown =
          "%s, line %d, column %d: this is no JSON: %s".formatted(label, line, column, problem);
      var mark = new Malformed.Mark(line, column, shown);
      throw new Malformed(
          List.of(new Malformed.Fault("", "JSON", "a text that is none", Optional.of(mark))));
    }
    return read(Tree.of(document));
  }

  /// Removes a case; false if there is none of the name.
  public synchronized boolean remove(String name) {
    try {
      return ThingId.isSlug(name) && Files.deleteIfExists(folder.resolve(name + SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The house's invariants as they were written; an empty list where there are none.
  public Object invariants() {
    return Files.exists(invariants) ? read(invariants) : List.of();
  }

  public synchronized void keepInvariants(Object list) {
    write(invariants, list);
  }

  /// The names of all cases that there are, in their order.
  public List<String> names() {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .filter(ThingId::isSlug)
          .sorted()
          .limit(CASES_MAX)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object read(Path file) {
    try {
      if (Files.size(file) > LENGTH_MAX) throw new IOException(file.getFileName() + " is too long");
      return mapper.readValue(Files.readAllBytes(file), Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path file, Object document) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> tree(Case kept) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", kept.name());
    json.put("activity", kept.activity());
    json.put("at", kept.at().toString());
    json.put("expected", kept.expected());
    json.put("inputs", kept.inputs().stream().map(CaseFiles::tree).toList());
    json.put("given", kept.given().stream().map(CaseFiles::tree).toList());
    json.put("place", PlaceText.write(kept.place()));
    json.put("groups", kept.groups().stream().map(GroupText::write).toList());
    json.put("things", kept.things().stream().map(ThingJson::write).toList());
    return json;
  }

  private static Map<String, Object> tree(Case.Input input) {
    var json = new LinkedHashMap<String, Object>();
    json.put("after", input.after().toString());
    json.put("subject", input.subject());
    json.put("kind", input.fact().kind().label());
    json.put("body", FactJson.write(input.fact()));
    return json;
  }

  private static Map<String, Object> tree(Case.Given given) {
    var json = new LinkedHashMap<String, Object>();
    json.put("after", given.after().toString());
    json.put("subject", given.subject());
    json.put("action", given.action());
    return json;
  }

  private static Case.Given given(Tree json) {
    return new Case.Given(
        Duration.parse(json.get("after").text()),
        json.get("subject").text(),
        json.get("action").text());
  }

  private static Case read(Tree json) {
    try {
      return new Case(
          json.get("name").text(),
          json.get("activity").text(),
          Instant.parse(json.get("at").text()),
          PlaceText.kept(json.get("place")),
          json.get("things").items().stream().map(ThingJson::read).toList(),
          json.get("groups").items().stream().map(GroupText::kept).toList(),
          json.get("inputs").items().stream().map(CaseFiles::input).toList(),
          json.get("given").items().stream().map(CaseFiles::given).toList(),
          json.get("expected").items().stream().map(Tree::text).toList());
    } catch (java.time.DateTimeException e) {
      throw json.get("at").wrong("a moment");
    }
  }

  private static Case.Input input(Tree json) {
    Fact.Kind kind =
        EntryJson.kind(json.get("kind").text())
            .orElseThrow(() -> json.get("kind").wrong("a kind of entry"));
    return new Case.Input(
        Duration.parse(json.get("after").text()),
        json.get("subject").text(),
        FactJson.read(kind, json.get("body")));
  }
}
