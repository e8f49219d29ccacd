package steward.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steward.network.enclosure.Station;
import steward.network.profile.CutWords;
import steward.network.profile.Difference;
import steward.network.profile.LearntProfile;
import steward.network.profile.MudReader;
import steward.network.profile.MudWriter;
import steward.network.profile.NewWish;
import steward.network.profile.Profile;
import steward.network.profile.ProfileBook;
import steward.network.profile.Profiles;
import steward.network.profile.Proposal;
import steward.network.profile.Proposer;
import steward.network.profile.Wanted;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;

/// What each kind of thing may reach, what one was seen to want beside it, and what a cut means.
/// Nothing here opens or closes a way.
public final class ProfilesApi {
  private static final String MUD_TYPE = "application/mud+json";

  private final Parts parts;

  /// What it is built on.
  ///
  /// @param wanted what a station was seen to want, by its id; may block
  /// @param unmeasured how long of the time since a moment nobody can tell what a station wanted
  /// @param throughCloud whether things of this family are reached through a cloud only
  public record Parts(
      ProfileBook book,
      Supplier<List<Station>> stations,
      Function<String, List<Wanted>> wanted,
      BiFunction<String, Instant, Duration> unmeasured,
      Function<ThingId, Optional<Thing>> things,
      Predicate<String> throughCloud,
      InstantSource clock) {}

  public ProfilesApi(Parts parts) {
    this.parts = parts;
  }

  List<Operation> operations() {
    return Stream.concat(ofProfiles().stream(), ofStations().stream()).toList();
  }

  private List<Operation> ofProfiles() {
    String one = "/network/profiles/{profile}";
    return List.of(
        Operation.get(
            "/network/profiles",
            "listProfiles",
            "What each kind of thing may reach",
            "ProfileList",
            _ -> later(this::list)),
        Operation.get(
            one,
            "getProfile",
            "One profile",
            "Profile",
            r -> later(() -> Answer.ok(json(find(r))))),
        Operation.get(
            one + "/file",
            "getProfileFile",
            "A profile as a MUD file",
            "Profile",
            r -> later(() -> file(find(r)))),
        new Operation(
            "POST",
            "/network/profiles",
            "addProfile",
            "Hand in a MUD file",
            List.of(),
            "MudFile",
            Map.of(201, "Profile"),
            r -> later(() -> add(r))),
        new Operation(
                "POST",
                "/network/profiles/check",
                "checkProfile",
                "What a MUD file would come to, without keeping it",
                List.of(),
                "MudFile",
                Map.of(200, "CheckedProfile"),
                r -> later(() -> Answer.ok(check(r))))
            .with(new Operation.Query("station", "string", "what it would change for this one")),
        new Operation(
            "DELETE",
            one,
            "removeProfile",
            "Take a profile of the owner away",
            List.of(),
            "",
            Map.of(204, ""),
            r -> later(() -> remove(r))));
  }

  private List<Operation> ofStations() {
    String station = "/network/stations/{station}";
    return List.of(
        Operation.get(
            station + "/profile",
            "stationProfile",
            "A station's profile, its ways out, and what it was seen to want",
            "StationProfile",
            r -> later(() -> Answer.ok(about(station(r))))),
        new Operation(
            "PUT",
            station + "/profile",
            "chooseProfile",
            "Say which profile a station has",
            List.of(),
            "ChooseProfile",
            Map.of(200, "StationProfile"),
            r -> later(() -> choose(r))),
        Operation.get(
            station + "/profile/file",
            "learntProfile",
            "A station's ways out as a MUD file",
            "Profile",
            r -> later(() -> file(learnt(station(r))))),
        new Operation(
            "POST",
            station + "/profile/settle",
            "settleProfile",
            "Say that what a station wanted so far is known",
            List.of(),
            "",
            Map.of(200, "StationProfile"),
            r -> later(() -> settle(r))),
        Operation.get(
            station + "/cut-words",
            "cutWords",
            "What stops and what goes on when a station is cut off",
            "CutWords",
            r -> later(() -> Answer.ok(cut(station(r))))),
        Operation.get(
            "/network/wishes",
            "listWishes",
            "What stations want that they did not before",
            "NetworkWishList",
            _ -> later(this::wishes)));
  }

  /// Files are read on the way.
  private static CompletableFuture<Answer> later(Supplier<Answer> answer) {
    return CompletableFuture.supplyAsync(answer, Thread::startVirtualThread);
  }

  private Answer list() {
    var json =
        Json.list(parts.book().profiles().all().stream().map(ProfilesApi::json).toList(), null);
    json.put("troubles", parts.book().troubles());
    return Answer.ok(json);
  }

  private static Map<String, Object> json(Profile profile) {
    return ProfileJson.profile(profile);
  }

  private Profile find(Request request) {
    String id = request.part("profile");
    return parts.book().profiles().find(id).orElseThrow(() -> Problem.notFound("profile", id));
  }

  private static Answer file(Profile profile) {
    return Answer.file(MUD_TYPE, profile.id() + ".json", Bytes.utf8(MudWriter.write(profile)));
  }

  private Map<String, Object> check(Request request) {
    Profile file = MudReader.read(Bytes.utf8(request.text()));
    Optional<Profile> before = parts.book().profiles().find(file.id());
    var json = new LinkedHashMap<String, Object>(json(file));
    json.put("origin", "own");
    json.put("replaces", before.isPresent() && !Profiles.isShipped(file.id()));
    json.put(
        "obstacle",
        Profiles.isShipped(file.id())
            ? "The program has a profile '%s': give yours another id.".formatted(file.id())
            : "");
    request
        .query("station")
        .filter(id -> !id.isEmpty())
        .map(this::station)
        .ifPresent(station -> {
          json.put("now", ProfileJson.lanes(station.lanes()));
          json.put(
              "toProfile",
              ProfileJson.difference(Difference.between(station.lanes(), file.lanes())));
        });
    return json;
  }

  private Answer add(Request request) {
    try {
      return Answer.of(201, json(parts.book().add(Bytes.utf8(request.text()))));
    } catch (RejectedExecutionException e) {
      throw Problem.of(409, "Not kept", "The file is not kept: " + e.getMessage() + ".");
    }
  }

  private Answer remove(Request request) {
    Profile profile = find(request);
    if (Profiles.isShipped(profile.id()))
      throw Problem.of(
          409,
          "Not removed",
          "The profile '" + profile.id() + "' belongs to the program; hand in your own beside it.");
    parts.book().remove(profile.id());
    return Answer.none();
  }

  private Station station(Request request) {
    return station(request.part("station"));
  }

  private Station station(String id) {
    return parts.stations().get().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("station", id));
  }

  private Optional<Thing> thing(Station station) {
    return station.thing().flatMap(parts.things());
  }

  private Optional<Profile> profile(Station station) {
    return parts.book().of(station, thing(station));
  }

  private String name(Station station) {
    return thing(station)
        .map(Thing::name)
        .orElseGet(() -> station.called().isEmpty() ? station.id() : station.called());
  }

  private static void who(Station station, Map<String, @Nullable Object> json) {
    json.put("station", station.id());
    json.put("thing", station.thing().map(ThingId::value).orElse(null));
  }

  private Map<String, @Nullable Object> about(Station station) {
    Optional<Profile> profile = profile(station);
    var json = new LinkedHashMap<String, @Nullable Object>();
    who(station, json);
    json.put("name", name(station));
    profile.ifPresent(one -> json.put("profile", json(one)));
    json.put(
        "badge",
        profile.filter(one -> !one.supported()).isPresent()
            ? "Its maker no longer cares for it: no fault in it will be mended."
            : "");
    json.put("now", ProfileJson.lanes(station.lanes()));
    profile.ifPresent(one ->
        json.put(
            "toProfile", ProfileJson.difference(Difference.between(station.lanes(), one.lanes()))));
    Proposer.of(parts.wanted().apply(station.id()), station.lanes(), profile)
        .ifPresent(it ->
            json.put("proposal", ProfileJson.proposal(it, station.lanes(), missing(station, it))));
    json.put("settled", parts.book().settled(station.id()).map(Json::instant).orElse(null));
    json.put(
        "wishes",
        parts.book().wishes(Optional.of(station.id())).stream()
            .map(wish -> ProfileJson.wish(wish, name(station)))
            .toList());
    return json;
  }

  private ProfileJson.Missing missing(Station station, Proposal proposal) {
    return new ProfileJson.Missing(
        Duration.between(proposal.from(), parts.clock().instant()),
        parts.unmeasured().apply(station.id(), proposal.from()));
  }

  private Answer choose(Request request) {
    Station station = station(request);
    var body = request.body().only(Set.of("profile")).get("profile");
    if (!body.text().isEmpty() && parts.book().profiles().find(body.text()).isEmpty())
      throw body.wrong("the id of a profile, or nothing for the one that fits");
    return changed(
        station, () -> parts.book().choose(station.id(), body.text(), parts.clock().instant()));
  }

  private Answer settle(Request request) {
    Station station = station(request);
    return changed(station, () -> parts.book().settle(station.id(), parts.clock().instant()));
  }

  private Answer changed(Station station, Runnable change) {
    try {
      change.run();
    } catch (RejectedExecutionException e) {
      throw Problem.of(409, "Not kept", "It is not kept: " + e.getMessage() + ".");
    }
    return Answer.ok(about(station));
  }

  private Profile learnt(Station station) {
    return LearntProfile.of(
        station.id().replace('_', '-'),
        name(station),
        station.maker(),
        station.lanes(),
        profile(station),
        parts.clock().instant());
  }

  private Map<String, @Nullable Object> cut(Station station) {
    Optional<Thing> thing = thing(station);
    boolean throughCloud =
        thing.filter(one -> parts.throughCloud().test(one.udn().family())).isPresent();
    var json = new LinkedHashMap<String, @Nullable Object>();
    who(station, json);
    json.putAll(
        ProfileJson.cut(
            CutWords.of(name(station), thing, profile(station), station.lanes(), throughCloud)));
    return json;
  }

  private Answer wishes() {
    var names = new LinkedHashMap<String, String>();
    for (Station one : parts.stations().get()) names.put(one.id(), name(one));
    List<NewWish> all = parts.book().wishes(Optional.empty());
    return Answer.ok(
        Json.list(
            all.stream()
                .map(wish ->
                    ProfileJson.wish(wish, names.getOrDefault(wish.station(), wish.station())))
                .toList(),
            null));
  }
}
