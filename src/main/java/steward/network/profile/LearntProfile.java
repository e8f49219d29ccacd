package steward.network.profile;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import steward.network.Addresses;
import steward.network.enclosure.Lanes;
import steward.network.fence.Lane;
import steward.value.Text;

/// A profile from the ways that a station was given, to be written out as a MUD file. Pure.
public final class LearntProfile {
  private static final String URL = "https://profiles.steward.invalid/learnt/";
  private static final int ID_MAX = 40;

  private LearntProfile() {}

  /// What leads into the home network is left out: it is nobody else's business, and no file may
  /// open it.
  ///
  /// @param word what its id is made of
  /// @param name what people call it
  /// @param from its profile, for the words; its ways are not taken over
  public static Profile of(
      String word,
      String name,
      String maker,
      List<Lane> lanes,
      Optional<Profile> from,
      Instant now) {
    String slug = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String id = cut("own-" + slug.replaceAll("^-|-$", ""), ID_MAX);
    var passages = new ArrayList<Passage>();
    var notes = new ArrayList<String>();
    for (Lane lane : lanes) {
      switch (lane) {
        case Lane.Out out -> passages.add(passage(out, out.windowOnly(), from));
        case Lane.Exact exact -> {
          if (isWritable(exact)) passages.add(passage(exact, exact.windowOnly(), from));
          else notes.add("Left out: the way " + Lanes.says(exact) + ".");
        }
        case Lane.In _, Lane.Knock _ -> {
          // Belongs to the house, not to the thing.
        }
      }
    }
    return new Profile(
        id,
        URL + id,
        cut(plain(name), MudReader.TITLE_MAX),
        cut(plain(maker), MudReader.MAKER_MAX),
        "",
        from.map(Profile::supported).orElse(true),
        now.truncatedTo(ChronoUnit.SECONDS),
        "As it was learnt in this house.",
        from.map(Profile::local).orElse(Profile.Local.UNKNOWN),
        Fits.NOTHING,
        from.map(Profile::features).orElse(List.of()),
        passages,
        from.map(Profile::knocks).orElse(List.of()),
        notes);
  }

  private static boolean isWritable(Lane.Exact exact) {
    var address = exact.target().address();
    return Addresses.isPublic(address) && exact.target().bits() == address.getAddress().length * 8;
  }

  private static Passage passage(Lane lane, boolean windowOnly, Optional<Profile> from) {
    Lane four =
        lane instanceof Lane.Out out
            ? new Lane.Out(out.host(), out.ports(), false, windowOnly)
            : lane;
    Optional<Passage> known = Profiles.about(from, lane).stream().findFirst();
    return new Passage(
        four,
        known.map(Passage::need).orElse(Need.UNKNOWN),
        windowOnly ? Usual.WINDOW : Usual.ALWAYS,
        known.map(Passage::why).orElse(""),
        known.map(Passage::stops).orElse(""),
        "learnt in this house");
  }

  private static String plain(String text) {
    return Text.clean(text).replaceAll("[<>]", "").strip();
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max).strip();
  }
}
