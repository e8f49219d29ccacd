package steward.network.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import steward.network.fence.Lane;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What stations were seen to want, in `wants.json` of the home folder, so that a start is no
/// reason to learn anew. Reads and writes the disk on the calling thread.
final class Memory {
  private static final long BYTES_MAX = 8 << 20;

  private final Path file;

  Memory(Path home) {
    file = home.resolve("wants.json");
  }

  /// What was kept.
  ///
  /// @param trouble a sentence where it could not be read and learning begins anew; else empty
  record Kept(SortedMap<String, Acquaintance> stations, String trouble) {}

  Kept read() {
    if (!Files.exists(file)) return new Kept(new TreeMap<>(), "");
    try {
      if (Files.size(file) > BYTES_MAX) throw new Malformed("", "a smaller file", "a larger one");
      Tree document =
          Tree.of(JsonMapper.shared().readValue(Files.readAllBytes(file), Object.class));
      var stations = new TreeMap<String, Acquaintance>();
      for (Object id : document.object().keySet())
        stations.put(
            String.valueOf(id), acquaintance(String.valueOf(id), document.get(String.valueOf(id))));
      return new Kept(stations, "");
    } catch (IOException
        | JacksonException
        | Malformed
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | DateTimeException e) {
      return new Kept(new TreeMap<>(), aside());
    }
  }

  private String aside() {
    try {
      Path to = file.resolveSibling("wants.json.unreadable");
      Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "What things wanted before could not be read and is put aside as"
        + " wants.json.unreadable: everything is learnt anew, so news are told later.";
  }

  void write(Map<String, Acquaintance> stations) {
    var json = new TreeMap<String, Object>();
    stations.forEach((id, one) -> json.put(id, json(one)));
    OwnProfiles.write(file, Bytes.wrap(JsonMapper.shared().writeValueAsBytes(json)));
  }

  private static Map<String, @Nullable Object> json(Acquaintance one) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("since", one.since().toString());
    json.put("profile", one.profile());
    one.settled().ifPresent(at -> json.put("settled", at.toString()));
    json.put("firmware", one.firmware());
    one.updated()
        .ifPresent(update ->
            json.put("updated", Map.of("at", update.at().toString(), "words", update.words())));
    json.put("known", one.known());
    json.put(
        "wishes",
        one.wishes().stream()
            .map(wish ->
                Map.of(
                    "way", Acquaintance.line(wish.lane()),
                    "guessed", wish.guessed(),
                    "at", wish.at().toString(),
                    "after", wish.afterUpdate()))
            .toList());
    return json;
  }

  private static Acquaintance acquaintance(String id, Tree tree) {
    var known = new LinkedHashSet<String>();
    for (Tree line : tree.get("known").items()) {
      Acquaintance.lane(line);
      known.add(line.text());
    }
    List<NewWish> wishes =
        tree.get("wishes").items().stream()
            .map(wish -> {
              Lane way = Acquaintance.lane(wish.get("way"));
              return new NewWish(
                  id,
                  way,
                  wish.get("guessed").truth(),
                  instant(wish.get("at")),
                  wish.get("after").text());
            })
            .toList();
    Optional<Acquaintance.Update> updated =
        tree.find("updated")
            .map(at -> new Acquaintance.Update(instant(at.get("at")), at.get("words").text()));
    return new Acquaintance(
        instant(tree.get("since")),
        tree.get("profile").text(),
        tree.find("settled").map(Memory::instant),
        tree.get("firmware").text(),
        updated,
        known,
        wishes);
  }

  private static Instant instant(Tree at) {
    return Instant.parse(at.text());
  }
}
