package steward.folder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.value.Malformed;

/// Which files a house's folder has, and how much of them is taken. `docs/export.md` describes it.
public final class Layout {
  /// The form of the files; a steward refuses a newer one.
  public static final int FORMAT = 1;

  public static final int FILES_MAX = 20_000;

  /// In bytes, of one file and of all.
  public static final int FILE_MAX = 8 << 20;

  public static final int TOTAL_MAX = 16 << 20;

  static final String HOUSE = "house.yaml";
  static final String PLACE = "place.yaml";
  static final String INVARIANTS = "invariants.yaml";
  static final String FORMAT_MEMBER = "steward-house";

  private static final Pattern IN_FOLDER =
      Pattern.compile(
          "(things|groups|activities|users|callers|codes)/[a-z0-9-]{1,40}\\.yaml"
              + "|(cases|profiles)/[a-z0-9-]{1,40}\\.json");

  /// What a folder holds many of, each in a file with its id as name, in the order in which they
  /// are brought in.
  public enum Kind {
    USER("users"),
    THING("things"),
    CODES("codes"),
    CALLER("callers"),
    GROUP("groups"),
    PLACE("place"),
    INVARIANT("invariants"),
    ACTIVITY("activities"),
    CASE("cases"),
    PROFILE("profiles");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }

    String path(String id) {
      return folder + "/" + id + (this == CASE || this == PROFILE ? ".json" : ".yaml");
    }

    /// The word in documents.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The id that a path of this kind names; empty for another one.
    Optional<String> id(String path) {
      if (!path.startsWith(folder + "/") || !isPath(path)) return Optional.empty();
      return Optional.of(path.substring(folder.length() + 1, path.lastIndexOf('.')));
    }
  }

  private Layout() {}

  /// Whether a house's folder may have a file here. No path that is one leads out of the folder.
  public static boolean isPath(String path) {
    return path.equals(HOUSE)
        || path.equals(PLACE)
        || path.equals(INVARIANTS)
        || IN_FOLDER.matcher(path).matches();
  }

  /// The faults of the files as files, before one is read.
  static List<Malformed.Fault> faults(List<FolderFile> files) {
    var faults = new ArrayList<Malformed.Fault>();
    if (files.size() > FILES_MAX)
      return List.of(
          new Malformed.Fault("", "at most " + FILES_MAX + " files", files.size() + " files"));
    var seen = new HashSet<String>();
    long total = 0;
    for (FolderFile file : files) {
      int length = file.text().getBytes(StandardCharsets.UTF_8).length;
      total += length;
      String got = "'" + file.path() + "'";
      if (!isPath(file.path()))
        faults.add(new Malformed.Fault("", "a file of a house, as docs/export.md lists them", got));
      else if (!seen.add(file.path())) faults.add(new Malformed.Fault("", "each file once", got));
      if (length > FILE_MAX)
        faults.add(
            new Malformed.Fault(
                "", "files of at most " + FILE_MAX + " bytes", got + " of " + length));
    }
    if (total > TOTAL_MAX)
      faults.add(
          new Malformed.Fault("", "at most " + TOTAL_MAX + " bytes in all", Long.toString(total)));
    return List.copyOf(faults);
  }
}
