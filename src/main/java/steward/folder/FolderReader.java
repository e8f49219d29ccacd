package steward.folder;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import steward.activity.text.ActivityText;
import steward.activity.text.GroupText;
import steward.activity.text.PlaceText;
import steward.folder.Layout.Kind;
import steward.network.profile.MudReader;
import steward.network.profile.Profile;
import steward.network.profile.Profiles;
import steward.store.CaseFiles;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;
import steward.value.YamlText;

/// Reads the files of a folder, each for itself: what they name need not be there. Confined to one
/// thread.
final class FolderReader {
  static final int FAULTS_MAX = 50;

  /// Learnt codes are long; no other document of a house is.
  private static final int CODES_LENGTH_MAX = 1 << 20;

  private final Map<String, YamlText> texts = new HashMap<>();
  private final List<Malformed.Fault> faults = new ArrayList<>();
  private final Map<Kind, SortedMap<String, Object>> parts = new HashMap<>();
  private final Map<String, Tree> trees = new HashMap<>();
  private Optional<steward.place.Place> place = Optional.empty();
  private List<Map<String, Object>> invariants = List.of();

  /// What was read, and the texts that faults found later stand in.
  ///
  /// @param trees the documents of groups, activities and invariants by path
  record Read(Contents contents, Map<String, YamlText> texts, Map<String, Tree> trees) {
    /// A fault of a part of a file, with the place where it stands.
    Malformed.Fault fault(String path, String at, String expected, String got) {
      return marked(path, new Malformed(at, expected, got)).getFirst();
    }

    List<Malformed.Fault> marked(String path, Malformed malformed) {
      YamlText yaml = texts.get(path);
      return yaml == null ? malformed.faults() : yaml.marked(malformed).faults();
    }
  }

  private FolderReader() {}

  /// @param owner whose the activities are that name none
  /// @throws Malformed with all faults, each with its file, line and column
  static Read read(List<FolderFile> files, String owner) {
    List<Malformed.Fault> unfit = Layout.faults(files);
    if (!unfit.isEmpty()) throw cut(unfit);
    var reader = new FolderReader();
    if (files.stream().noneMatch(file -> file.path().equals(Layout.HOUSE)))
      throw new Malformed("", "a folder with a file " + Layout.HOUSE, "one without it");
    for (FolderFile file : files) reader.read(file, owner);
    if (!reader.faults.isEmpty()) throw cut(reader.faults);
    return new Read(reader.contents(), reader.texts, reader.trees);
  }

  static Malformed cut(List<Malformed.Fault> faults) {
    return new Malformed(faults.subList(0, Math.min(FAULTS_MAX, faults.size())));
  }

  private void read(FolderFile file, String owner) {
    String path = file.path();
    Optional<String> ofCase = Kind.CASE.id(path);
    Optional<String> ofProfile = Kind.PROFILE.id(path);
    try {
      if (ofProfile.isPresent()) {
        profile(ofProfile.get(), path, file.text());
        return;
      }
      if (ofCase.isPresent()) {
        aCase(ofCase.get(), path, file.text());
        return;
      }
      int lengthMax = Kind.CODES.id(path).isPresent() ? CODES_LENGTH_MAX : YamlText.LENGTH_MAX;
      YamlText yaml = YamlText.plain(path, file.text(), lengthMax);
      texts.put(path, yaml);
      try {
        take(path, Tree.of(yaml.tree()), owner);
      } catch (Malformed malformed) {
        faults.addAll(yaml.marked(malformed).faults());
      } catch (IllegalArgumentException | DateTimeException e) {
        faults.addAll(yaml.marked(unfit(e)).faults());
      }
    } catch (Malformed malformed) {
      faults.addAll(malformed.faults());
    } catch (IllegalArgumentException | DateTimeException e) {
      faults.add(new Malformed.Fault("", "a file of its kind at " + path, said(e)));
    }
  }

  /// What a word of the house refuses, such as an id that is none.
  private static Malformed unfit(RuntimeException e) {
    return new Malformed("", "a document of its kind", said(e));
  }

  private static String said(RuntimeException e) {
    return steward.value.Text.clean(String.valueOf(e.getMessage()));
  }

  private void aCase(String id, String path, String text) {
    var kept = CaseFiles.parse(path, text);
    if (!kept.name().equals(id))
      throw new Malformed(path + "/name", "the name of its file", "'" + kept.name() + "'");
    put(Kind.CASE, id, CaseFiles.text(kept));
  }

  private void profile(String id, String path, String text) {
    try {
      Profile read = MudReader.read(Bytes.utf8(text));
      if (!read.id().equals(id))
        throw new Malformed("", "the name of its file", "'" + read.id() + "'");
      if (Profiles.isShipped(id))
        throw new Malformed("", "another id than one of the program's profiles", "'" + id + "'");
    } catch (Malformed malformed) {
      for (var fault : malformed.faults())
        faults.add(new Malformed.Fault(path + fault.at(), fault.expected(), fault.got()));
      return;
    }
    put(Kind.PROFILE, id, text);
  }

  private void put(Kind kind, String id, Object part) {
    parts.computeIfAbsent(kind, _ -> new TreeMap<>()).put(id, part);
  }

  private void take(String path, Tree tree, String owner) {
    switch (path) {
      case Layout.HOUSE -> {
        Tree format = tree.only(Set.of(Layout.FORMAT_MEMBER)).get(Layout.FORMAT_MEMBER);
        format.whole(1, Layout.FORMAT);
      }
      case Layout.PLACE -> place = Optional.of(PlaceText.read(tree));
      case Layout.INVARIANTS -> {
        trees.put(path, tree.only(Set.of("items")).get("items"));
        invariants = tree.get("items").items().stream().map(Sheets::copy).toList();
      }
      default -> part(path, tree, owner);
    }
  }

  private void part(String path, Tree tree, String owner) {
    for (Kind kind : Kind.values()) {
      Optional<String> id = kind.id(path);
      if (id.isEmpty()) continue;
      Object part =
          switch (kind) {
            case USER -> Sheets.user(tree);
            case THING -> Sheets.thing(tree);
            case CODES -> Sheets.codes(tree);
            case CALLER -> Sheets.caller(tree);
            case GROUP -> GroupText.kept(tree);
            case ACTIVITY -> ActivityText.kept(owned(tree, owner));
            case PLACE, INVARIANT, CASE, PROFILE -> throw new IllegalStateException(path);
          };
      String member = kind == Kind.CALLER ? "thing" : "id";
      if (kind != Kind.CODES && !id.get().equals(tree.get(member).text()))
        throw tree.get(member).wrong("the name of its file, " + id.get());
      trees.put(path, tree);
      put(kind, id.get(), part);
      return;
    }
  }

  private static Tree owned(Tree tree, String owner) {
    if (tree.has("version"))
      throw tree.get("version").wrong("nothing: each house counts the versions for itself");
    if (tree.has("owner")) return tree;
    var document = new LinkedHashMap<Object, Object>(tree.object());
    document.put("owner", owner);
    return Tree.of(document);
  }

  @SuppressWarnings("unchecked") // each kind is put with its own type only
  private <T> SortedMap<String, T> all(Kind kind) {
    return (SortedMap<String, T>) parts.getOrDefault(kind, new TreeMap<>());
  }

  private Contents contents() {
    return new Contents(
        all(Kind.USER),
        all(Kind.THING),
        all(Kind.CODES),
        all(Kind.CALLER),
        all(Kind.GROUP),
        place,
        invariants,
        all(Kind.ACTIVITY),
        all(Kind.CASE),
        all(Kind.PROFILE));
  }
}
