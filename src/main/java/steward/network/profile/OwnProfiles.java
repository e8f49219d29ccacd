package steward.network.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Malformed;

/// The MUD files that an owner handed in, each in `profiles/` of the home folder, as it was handed
/// in. Thread-safe; reads and writes the disk on the calling thread.
public final class OwnProfiles {
  public static final int FILES_MAX = 100;
  private static final String SUFFIX = ".json";

  private final Path folder;

  public OwnProfiles(Path home) {
    folder = home.resolve("profiles");
  }

  /// What there is.
  ///
  /// @param troubles a sentence for each file that cannot be used
  public record Found(List<Profile> profiles, List<String> troubles) {}

  public synchronized Found all() {
    var profiles = new ArrayList<Profile>();
    var troubles = new ArrayList<String>();
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      try {
        Profile one = MudReader.read(bytes(file));
        if (name.equals(file(one.id())) && !Profiles.isShipped(one.id())) profiles.add(one);
        else troubles.add("profiles/" + name + " is left out: it calls itself " + one.id() + ".");
      } catch (Malformed | UncheckedIOException e) {
        troubles.add("profiles/" + name + " is left out: " + e.getMessage() + ".");
      }
    }
    return new Found(List.copyOf(profiles), List.copyOf(troubles));
  }

  /// The text of each that can be used, by its id.
  synchronized SortedMap<String, String> texts() {
    var texts = new TreeMap<String, String>();
    for (Profile one : all().profiles())
      texts.put(one.id(), bytes(folder.resolve(file(one.id()))).text());
    return texts;
  }

  /// Of all that are looked at, whether they can be used or not.
  synchronized SortedSet<String> ids() {
    var ids = new TreeSet<String>();
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      ids.add(name.substring(0, name.length() - SUFFIX.length()));
    }
    return ids;
  }

  static String file(String id) {
    return id + SUFFIX;
  }

  /// Those that are looked at: at most [#FILES_MAX].
  private List<Path> files() {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> in = Files.list(folder)) {
      return in.filter(OwnProfiles::isOne).sorted().limit(FILES_MAX).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOne(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX)
        && ThingId.isSlug(name.substring(0, name.length() - SUFFIX.length()))
        && Files.isRegularFile(file);
  }

  private static Bytes bytes(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Bytes.wrap(in.readNBytes(MudText.BYTES_MAX + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps a file, in place of one of the same id.
  ///
  /// @throws Malformed where it is refused, with the reason
  /// @throws RejectedExecutionException where there are too many, or it would hide one of the
  ///   program's
  public synchronized Profile add(Bytes file) {
    Profile profile = MudReader.read(file);
    if (Profiles.isShipped(profile.id()))
      throw new RejectedExecutionException(
          "the program has a profile '" + profile.id() + "': give yours another id");
    Path to = folder.resolve(file(profile.id()));
    if (!Files.exists(to) && files().size() >= FILES_MAX)
      throw new RejectedExecutionException("there are " + FILES_MAX + " files already");
    write(to, file);
    return profile;
  }

  /// Writes a file so that it is there whole, or as it was.
  static void write(Path to, Bytes bytes) {
    try {
      Path in = to.getParent();
      if (in != null) Files.createDirectories(in);
      Path beside = to.resolveSibling(to.getFileName() + ".new");
      Files.write(beside, bytes.toArray());
      Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes one away; false where there is none of the id.
  public synchronized boolean remove(String id) {
    try {
      return ThingId.isSlug(id) && Files.deleteIfExists(folder.resolve(file(id)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
