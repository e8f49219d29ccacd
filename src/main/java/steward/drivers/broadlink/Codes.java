package steward.drivers.broadlink;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import steward.driver.Kept;

/// The codes that a blaster learnt, by name. Immutable.
record Codes(SortedMap<CodeName, Code> all) {
  /// More are not learnt until one is forgotten.
  static final int MAX = 300;

  /// More remotes do not become things of their own.
  static final int REMOTES_MAX = 20;

  private static final int NAMED_MAX = 20;

  Codes {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
  }

  static Codes of(Kept kept) {
    var all = new TreeMap<CodeName, Code>();
    for (var one : kept.secrets().entrySet()) {
      if (!one.getKey().startsWith(CodeName.PREFIX) || all.size() >= MAX) continue;
      Optional<CodeName> name = CodeName.read(one.getKey().substring(CodeName.PREFIX.length()));
      Optional<Code> code = Code.read(one.getValue());
      if (name.isPresent() && code.isPresent()) all.put(name.get(), code.get());
    }
    return new Codes(all);
  }

  Optional<Code> get(CodeName name) {
    return Optional.ofNullable(all.get(name));
  }

  boolean isFullFor(CodeName name) {
    return all.size() >= MAX && !all.containsKey(name);
  }

  Codes with(CodeName name, Code code) {
    var more = new TreeMap<>(all);
    more.put(name, code);
    return new Codes(more);
  }

  Codes without(CodeName name) {
    var fewer = new TreeMap<>(all);
    fewer.remove(name);
    return new Codes(fewer);
  }

  SortedSet<String> remotes() {
    return all.keySet().stream()
        .map(CodeName::remote)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  SortedSet<String> keys(String remote) {
    return all.keySet().stream()
        .filter(name -> name.remote().equals(remote))
        .map(CodeName::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// That this name is not among them, and which are.
  String unknown(String name) {
    return "no code “" + name + "” was learnt: it knows " + listed();
  }

  private String listed() {
    if (all.isEmpty()) return "none yet";
    String names =
        all.keySet().stream()
            .limit(NAMED_MAX)
            .map(CodeName::toString)
            .collect(Collectors.joining(", "));
    int more = all.size() - NAMED_MAX;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
