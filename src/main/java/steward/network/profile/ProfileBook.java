package steward.network.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import steward.network.enclosure.Station;
import steward.network.fence.Lane;
import steward.thing.Thing;
import steward.value.Bytes;

/// The profiles of this house and what it knows of each station's wants. Thread-safe; reads and
/// writes the disk on the calling thread.
public final class ProfileBook {
  /// More stations are not learnt; [#troubles] says so.
  public static final int STATIONS_MAX = 500;

  private final OwnProfiles files;
  private final Memory memory;
  private final SortedMap<String, Acquaintance> stations;
  private final List<String> oldTroubles = new ArrayList<>();
  private Profiles profiles;
  private boolean full;
  private boolean unwritten;

  public ProfileBook(Path home) {
    files = new OwnProfiles(home);
    memory = new Memory(home);
    OwnProfiles.Found found = files.all();
    profiles = new Profiles(found.profiles());
    Memory.Kept kept = memory.read();
    stations = kept.stations();
    oldTroubles.addAll(found.troubles());
    if (!kept.trouble().isEmpty()) oldTroubles.add(kept.trouble());
  }

  public synchronized Profiles profiles() {
    return profiles;
  }

  /// The files that the owner handed in, as they were handed in, by the ids of their profiles.
  public SortedMap<String, String> own() {
    return files.texts();
  }

  /// The ids of all files of the owner that take a place, also of those that cannot be used.
  public SortedSet<String> files() {
    return files.ids();
  }

  /// What cannot be used, in sentences.
  public synchronized List<String> troubles() {
    var all = new ArrayList<>(oldTroubles);
    if (full)
      all.add("Only " + STATIONS_MAX + " stations are learnt; what others want anew is not told.");
    if (unwritten) all.add("What things want could not be written to the disk.");
    return List.copyOf(all);
  }

  /// Keeps an owner's file; see [OwnProfiles#add]. Meanwhile nobody waits who asks for a profile.
  public Profile add(Bytes file) {
    synchronized (files) {
      Profile added = files.add(file);
      own(added.id(), Optional.of(added));
      return added;
    }
  }

  public boolean remove(String id) {
    synchronized (files) {
      boolean isGone = files.remove(id);
      own(id, Optional.empty());
      return isGone;
    }
  }

  /// What there is of this id now, where the next start puts it as well.
  private synchronized void own(String id, Optional<Profile> now) {
    var own = new ArrayList<>(profiles.own());
    own.removeIf(one -> one.id().equals(id));
    now.ifPresent(own::add);
    own.sort(Comparator.comparing(one -> OwnProfiles.file(one.id())));
    profiles = new Profiles(own);
  }

  /// The profile that a person chose for it, else the one that fits.
  public synchronized Optional<Profile> of(Station station, Optional<Thing> thing) {
    Acquaintance known = stations.get(station.id());
    return Optional.ofNullable(known)
        .flatMap(one -> profiles.find(one.profile()))
        .or(() -> profiles.of(station, thing));
  }

  /// @param profile empty for the one that fits
  /// @throws RejectedExecutionException where no more stations are learnt
  public synchronized void choose(String station, String profile, Instant now) {
    keep(station, known(station, now).chosen(profile));
    memory.write(stations);
  }

  /// From now on what it wants anew is told.
  ///
  /// @throws RejectedExecutionException where no more stations are learnt
  public synchronized void settle(String station, Instant now) {
    keep(station, known(station, now).settled(now));
    memory.write(stations);
  }

  private Acquaintance known(String station, Instant now) {
    Acquaintance known = stations.get(station);
    return known == null ? Acquaintance.begun(now) : known;
  }

  private boolean keep(String station, Acquaintance next) {
    if (!stations.containsKey(station) && stations.size() >= STATIONS_MAX)
      throw new RejectedExecutionException(STATIONS_MAX + " stations are learnt already");
    Acquaintance before = stations.put(station, next);
    return !next.equals(before);
  }

  /// When it was said, or became so by time, that what it wanted is known.
  public synchronized Optional<Instant> settled(String station) {
    return Optional.ofNullable(stations.get(station)).flatMap(Acquaintance::settled);
  }

  /// What a station wants that waits for a person; of all of them without an id.
  public synchronized List<NewWish> wishes(Optional<String> station) {
    return stations.entrySet().stream()
        .filter(entry -> station.isEmpty() || station.get().equals(entry.getKey()))
        .flatMap(entry -> entry.getValue().wishes().stream())
        .toList();
  }

  /// A station as it is now.
  ///
  /// @param firmware empty where unknown
  public record Look(String station, List<Lane> lanes, Collection<Wanted> wanted, String firmware) {
    public Look {
      lanes = List.copyOf(lanes);
      wanted = List.copyOf(wanted);
    }
  }

  /// Looks at the enclosed stations.
  ///
  /// @param there all stations that there are: others are forgotten, unless there is none at all,
  ///   which is how it looks before anything was seen
  /// @return what is new, to be told once
  public synchronized List<NewWish> look(Set<String> there, List<Look> looks, Instant now) {
    var news = new ArrayList<NewWish>();
    boolean isChanged = !there.isEmpty() && stations.keySet().retainAll(there);
    full = false;
    for (Look one : looks) {
      var met =
          known(one.station(), now)
              .meet(one.station(), one.wanted(), one.lanes(), one.firmware(), now);
      try {
        isChanged |= keep(one.station(), met.next());
        news.addAll(met.news());
      } catch (RejectedExecutionException _) {
        full = true;
      }
    }
    unwritten |= isChanged;
    if (unwritten) {
      try {
        memory.write(new TreeMap<>(stations));
        unwritten = false;
      } catch (UncheckedIOException _) {
        // What is new is told all the same; it is written at the next look.
        unwritten = true;
      }
    }
    return List.copyOf(news);
  }
}
