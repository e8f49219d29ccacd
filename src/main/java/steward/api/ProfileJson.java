package steward.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.network.enclosure.Lanes;
import steward.network.fence.Lane;
import steward.network.profile.CutWords;
import steward.network.profile.Difference;
import steward.network.profile.Mark;
import steward.network.profile.NewWish;
import steward.network.profile.Passage;
import steward.network.profile.Profile;
import steward.network.profile.Profiles;
import steward.network.profile.Proposal;
import steward.value.Span;

/// Profiles and what follows from them, as documents of the API.
final class ProfileJson {
  private ProfileJson() {}

  static List<Map<String, Object>> lanes(List<Lane> lanes) {
    return lanes.stream().map(Lanes::json).toList();
  }

  static Map<String, Object> profile(Profile profile) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", profile.id());
    json.put("title", profile.title());
    json.put("maker", profile.maker());
    json.put("model", profile.model());
    json.put("origin", Profiles.isShipped(profile.id()) ? "shipped" : "own");
    json.put("families", profile.fits().families());
    json.put("supported", profile.supported());
    json.put("updated", Json.instant(profile.updated()));
    json.put("says", profile.says());
    json.put("local", profile.local().label());
    json.put("ways", profile.passages().stream().map(ProfileJson::way).toList());
    json.put("usual", lanes(profile.lanes()));
    json.put(
        "steward",
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("dns", "ntp"),
                profile.knocks().stream().map(one -> one.ports().toString()))
            .toList());
    json.put("notes", profile.notes());
    return json;
  }

  private static Map<String, Object> way(Passage way) {
    var json = new LinkedHashMap<String, Object>();
    json.put("lane", Lanes.json(way.lane()));
    json.put("purpose", way.need().label());
    json.put("purposeSays", way.need().says());
    json.put("usual", way.usual().label());
    json.put("wider", way.isWider());
    json.put("why", way.why());
    json.put("stops", way.stops());
    json.put("source", way.source());
    return json;
  }

  static Map<String, Object> difference(Difference difference) {
    var json = new LinkedHashMap<String, Object>();
    json.put("same", difference.isNone());
    json.put("opens", lanes(difference.opens()));
    json.put("closes", lanes(difference.closes()));
    json.put("widens", lanes(difference.widens()));
    json.put("narrows", lanes(difference.narrows()));
    json.put("says", difference.sentences());
    return json;
  }

  /// What a proposal cannot know.
  ///
  /// @param seen since something was seen of it first
  /// @param unmeasured how long of that nobody can tell what it did
  record Missing(Duration seen, Duration unmeasured) {
    String says() {
      return unmeasured.toSeconds() == 0
          ? ""
          : " Not measured of that time (%s): %s; what it wanted then is not here."
              .formatted(Span.words(seen), Span.words(unmeasured));
    }
  }

  static Map<String, Object> proposal(Proposal proposal, List<Lane> now, Missing missing) {
    var json = new LinkedHashMap<String, Object>();
    json.put("from", Json.instant(proposal.from()));
    json.put("to", Json.instant(proposal.to()));
    json.put("items", proposal.items().stream().map(ProfileJson::item).toList());
    json.put("left", proposal.left());
    json.put("toNow", difference(Difference.between(now, proposal.lanes())));
    long ticked = proposal.items().stream().filter(Proposal.Item::ticked).count();
    json.put(
        "says",
        "It wanted %d %s out; %d %s proposed. Nothing changes until you say so."
                .formatted(
                    proposal.items().size(),
                    proposal.items().size() == 1 ? "way" : "ways",
                    ticked,
                    ticked == 1 ? "is" : "are")
            + missing.says());
    json.put("unmeasured", missing.unmeasured().toSeconds());
    return json;
  }

  private static Map<String, @Nullable Object> item(Proposal.Item item) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("lane", Lanes.json(item.lane()));
    json.put("ticked", item.ticked());
    json.put("marks", item.marks().stream().map(Mark::label).toList());
    json.put("purpose", item.need().label());
    json.put("why", item.why());
    json.put("names", item.names());
    Optional<Proposal.Seen> seen = item.seen();
    json.put("packets", seen.map(Proposal.Seen::packets).orElse(null));
    json.put("bytes", seen.map(Proposal.Seen::bytes).filter(bytes -> bytes > 0).orElse(null));
    json.put("first", seen.map(one -> Json.instant(one.first())).orElse(null));
    json.put("last", seen.map(one -> Json.instant(one.last())).orElse(null));
    json.put("refused", item.marks().contains(Mark.REFUSED));
    json.put("open", item.marks().contains(Mark.OPEN));
    return json;
  }

  static Map<String, Object> wish(NewWish wish, String name) {
    var json = new LinkedHashMap<String, Object>();
    json.put("station", wish.station());
    json.put("name", name);
    json.put("lane", Lanes.json(wish.lane()));
    json.put("guessed", wish.guessed());
    json.put("at", Json.instant(wish.at()));
    json.put("afterUpdate", wish.afterUpdate());
    json.put("says", wish.says(name));
    return json;
  }

  static Map<String, Object> cut(CutWords words) {
    var json = new LinkedHashMap<String, Object>();
    json.put("local", words.local().label());
    json.put("says", words.says());
    json.put("stops", words.stops());
    json.put("stays", words.stays());
    json.put("unknown", words.unknown());
    return json;
  }
}
