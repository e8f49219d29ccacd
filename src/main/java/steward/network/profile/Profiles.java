package steward.network.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steward.network.enclosure.Station;
import steward.network.fence.Lane;
import steward.thing.Thing;
import steward.value.Bytes;

/// All profiles of a house: those of the program, and its owner's. Immutable.
///
/// @param own go before those of the program
public record Profiles(List<Profile> own) {
  private static final List<String> IDS =
      List.of(
          "daikin",
          "sonoff",
          "sonoff-diy",
          "sonoff-stock",
          "tasmota",
          "kasa",
          "tapo",
          "broadlink",
          "hue",
          "shelly",
          "mqtt",
          "owntracks",
          "netatmo",
          "nest",
          "nest-early",
          "withings");

  public Profiles {
    own = List.copyOf(own);
  }

  private static final class Shipped {
    static final List<Profile> LIST = IDS.stream().map(Shipped::load).toList();

    private static Profile load(String id) {
      String file = id + ".json";
      try (InputStream in = Profiles.class.getResourceAsStream(file)) {
        if (in == null) throw new IllegalStateException("the program lacks its resource " + file);
        return MudReader.read(Bytes.wrap(in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Those of the program. The first call reads them; later ones cost nothing.
  public static List<Profile> shipped() {
    return Shipped.LIST;
  }

  public static boolean isShipped(String id) {
    return IDS.contains(id);
  }

  public List<Profile> all() {
    return Stream.concat(own.stream(), shipped().stream()).toList();
  }

  public Optional<Profile> find(String id) {
    return all().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /// The one that fits a thing best; an owner's before one of the program.
  public Optional<Profile> of(Thing thing) {
    var fitting = new ArrayList<>(all());
    fitting.removeIf(one -> !one.fits().fits(thing));
    boolean isOwn = fitting.stream().anyMatch(own::contains);
    return fitting.stream()
        .filter(one -> !isOwn || own.contains(one))
        .max(Comparator.comparingInt(one -> one.fits().closeness()));
  }

  /// The one of a station: by the thing that it is, else by the names that it asked for.
  public Optional<Profile> of(Station station, Optional<Thing> thing) {
    return thing.isPresent()
        ? of(thing.get())
        : all().stream()
            .filter(one -> station.asked().stream().anyMatch(one.fits()::knows))
            .findFirst();
  }

  /// What the profiles say of this way, whosever it is.
  static List<Passage> about(Optional<Profile> profile, Lane lane) {
    return profile.stream()
        .flatMap(one -> one.passages().stream())
        .filter(one -> Cover.covers(always(one.lane()), always(lane)))
        .toList();
  }

  private static Lane always(Lane lane) {
    return switch (lane) {
      case Lane.Out out -> new Lane.Out(out.host(), out.ports(), false, false);
      case Lane.Exact exact -> new Lane.Exact(exact.target(), exact.ports(), false);
      case Lane.In _, Lane.Knock _ -> lane;
    };
  }
}
