package steward.network.profile;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import steward.network.fence.Host;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;

/// Reads a MUD file (RFC 8520, its lists in the form of RFC 8519) as a profile. What it does not
/// know it refuses, and says why; what it knows and the steward does not do becomes a note. Pure.
///
/// The steward's own extension is named `steward` in the file's `extensions`. Its members begin
/// with `steward-profile:` and say what MUD cannot: what a way is for, when it is open, whether it
/// leads to a whole zone, and which things the file is for.
public final class MudReader {
  /// The name of our extension.
  static final String EXTENSION = "steward";

  static final String THING = "steward-profile:thing";
  static final String WAY = "steward-profile:way";
  static final String MUD = "ietf-mud:mud";
  static final String ACLS = "ietf-access-control-list:acls";

  /// As RFC 8520 has it.
  static final int TITLE_MAX = 60;

  static final int WORDS_MAX = 300;
  static final int MAKER_MAX = 80;
  private static final int URL_MAX = 253;
  private static final int CACHE_HOURS_MAX = 168;
  private static final int NAMED_LISTS_MAX = 64;
  private static final int FEATURES_MAX = 16;
  private static final int FAMILIES_MAX = 8;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{1,60}");
  private static final Set<String> MEMBERS =
      Set.of(
          "mud-version",
          "mud-url",
          "last-update",
          "cache-validity",
          "is-supported",
          "systeminfo",
          "mfg-name",
          "model-name",
          "firmware-rev",
          "software-rev",
          "documentation",
          "mud-signature",
          "extensions",
          "from-device-policy",
          "to-device-policy",
          THING);

  private MudReader() {}

  /// @throws Malformed with each place, its line and the reason, where the file is refused
  public static Profile read(Bytes file) {
    Tree document = MudText.document(file);
    try {
      return profile(document);
    } catch (Malformed e) {
      throw MudText.marked(file, e);
    }
  }

  private static Profile profile(Tree document) {
    Tree mud = document.only(Set.of(MUD, ACLS)).get(MUD).only(MEMBERS);
    if (mud.get("mud-version").number() != 1) throw mud.get("mud-version").wrong("1");
    boolean isOurs = isOurs(mud);
    var faults = new Faults();
    faults.check(() -> mud.find("cache-validity").ifPresent(at -> at.whole(1, CACHE_HOURS_MAX)));
    var notes = new ArrayList<String>(MudText.hidden(document));
    faults.check(() -> notes(mud, notes));
    URI url = faults.or(URI.create(""), () -> url(mud.get("mud-url")));
    AclReader.Found found = faults.or(AclReader.Found.NOTHING, () -> acls(document, isOurs, notes));
    Own own = faults.or(Own.NOTHING, () -> mud.find(THING).map(MudReader::own).orElse(Own.NOTHING));
    String title = faults.or("", () -> MudText.words(mud, "systeminfo", TITLE_MAX));
    String maker = faults.or("", () -> MudText.words(mud, "mfg-name", MAKER_MAX));
    String model = faults.or("", () -> MudText.words(mud, "model-name", MAKER_MAX));
    boolean supported = faults.or(true, () -> mud.get("is-supported").truth());
    Instant updated = faults.or(Instant.EPOCH, () -> instant(mud.get("last-update")));
    faults.end();
    return new Profile(
        own.id().isEmpty() ? id(mud.get("mud-url"), url) : own.id(),
        url.toString(),
        title,
        maker,
        model,
        supported,
        updated,
        own.says(),
        own.local(),
        own.fits(),
        own.features(),
        found.passages(),
        found.knocks(),
        notes.stream().distinct().toList());
  }

  private static AclReader.Found acls(Tree document, boolean isOurs, List<String> notes) {
    Tree mud = document.get(MUD);
    return new AclReader(document.get(ACLS), isOurs, notes)
        .read(lists(mud, "from-device-policy"), lists(mud, "to-device-policy"));
  }

  private static boolean isOurs(Tree mud) {
    boolean isOurs = false;
    for (Tree name : mud.find("extensions").map(Tree::items).orElse(List.of())) {
      if (!name.text().equals(EXTENSION))
        throw name.wrong(
            "no extension but '" + EXTENSION + "': what is not understood is not followed");
      isOurs = true;
    }
    if (!isOurs && mud.has(THING))
      throw mud.get(THING).wrong("the extension '" + EXTENSION + "' declared in extensions");
    return isOurs;
  }

  private static void notes(Tree mud, List<String> notes) {
    for (String member : List.of("firmware-rev", "software-rev"))
      mud.find(member).ifPresent(at -> MudText.words(at, MAKER_MAX));
    mud.find("documentation").ifPresent(MudReader::url);
    mud.find("mud-signature")
        .ifPresent(at -> {
          url(at);
          notes.add("The file names a signature, which is not fetched: you vouch for the file.");
        });
  }

  private static URI url(Tree at) {
    String text = at.text();
    try {
      URI url = new URI(text);
      boolean isPlain =
          "https".equals(url.getScheme())
              && url.getHost() != null
              && url.getUserInfo() == null
              && text.length() <= URL_MAX;
      if (!isPlain) throw at.wrong("an https URL of at most " + URL_MAX + " characters");
      Host.parse(url.getHost());
      return url;
    } catch (URISyntaxException | Malformed e) {
      throw at.wrong("an https URL with a name, of at most " + URL_MAX + " characters");
    }
  }

  /// The last part of a path as an id, without what stands behind its first dot.
  private static String id(Tree at, URI url) {
    String path = url.getPath() == null ? "" : url.getPath();
    String last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String id = last.replaceAll("\\..*", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (!ThingId.isSlug(id)) throw at.wrong("a path that ends in a name of 1 to 40 characters");
    return id;
  }

  private static Instant instant(Tree at) {
    try {
      return OffsetDateTime.parse(at.text()).toInstant();
    } catch (DateTimeException _) {
      throw at.wrong("a date and time such as 2026-11-22T00:00:00Z");
    }
  }

  private static List<Tree> lists(Tree mud, String policy) {
    if (!mud.has(policy)) return List.of();
    Tree lists = mud.get(policy).only(Set.of("access-lists")).get("access-lists");
    return few(lists.only(Set.of("access-list")), "access-list", NAMED_LISTS_MAX).stream()
        .map(list -> list.only(Set.of("name")).get("name"))
        .toList();
  }

  /// What our extension says of the things.
  private record Own(
      String id, String says, Profile.Local local, Fits fits, List<Feature> features) {
    static final Own NOTHING = new Own("", "", Profile.Local.UNKNOWN, Fits.NOTHING, List.of());
  }

  private static Own own(Tree thing) {
    thing.only(Set.of("id", "says", "local", "families", "binding", "names", "functions"));
    String id = thing.find("id").map(Tree::text).orElse("");
    if (!id.isEmpty() && !ThingId.isSlug(id))
      throw thing.get("id").wrong("1 to 40 of a-z, 0-9 and -");
    var binding = new TreeMap<String, String>();
    if (thing.has("binding"))
      for (Object part : thing.get("binding").object().keySet())
        binding.put(
            token(String.valueOf(part), thing.get("binding")),
            token(thing.get("binding").get(String.valueOf(part))));
    return new Own(
        id,
        MudText.words(thing, "says", WORDS_MAX),
        thing.find("local").map(MudReader::local).orElse(Profile.Local.UNKNOWN),
        new Fits(
            few(thing, "families", FAMILIES_MAX).stream().map(MudReader::token).toList(),
            binding,
            few(thing, "names", FEATURES_MAX).stream().map(MudReader::zone).toList()),
        few(thing, "functions", FEATURES_MAX).stream().map(MudReader::feature).toList());
  }

  private static List<Tree> few(Tree object, String member, int max) {
    List<Tree> items = object.find(member).map(Tree::items).orElse(List.of());
    if (items.size() > max) throw object.get(member).wrong("at most " + max);
    return items;
  }

  private static String token(Tree at) {
    return token(at.text(), at);
  }

  private static String token(String text, Tree at) {
    if (!TOKEN.matcher(text).matches()) throw at.wrong("a word of a-z, 0-9, '.', '_' and '-'");
    return text;
  }

  private static Profile.Local local(Tree at) {
    return Arrays.stream(Profile.Local.values())
        .filter(one -> one.label().equals(at.text()))
        .findFirst()
        .orElseThrow(() -> at.wrong("all, some, none or unknown"));
  }

  private static Host zone(Tree at) {
    try {
      Host named = new Host(at.text(), true);
      Domains.obstacle(named.name())
          .ifPresent(why -> {
            throw at.wrong("a name of one maker (" + why + ")");
          });
      return named;
    } catch (Malformed e) {
      throw at.wrong("a name of one maker, such as example.com");
    }
  }

  private static Feature feature(Tree at) {
    at.only(Set.of("needs", "stays", "says"));
    String needs = at.find("needs").map(Tree::text).orElse("");
    if (!Feature.isKnown(needs))
      throw at.get("needs").wrong("property:NAME or action:NAME of this house");
    return new Feature(needs, at.get("stays").truth(), MudText.words(at.get("says"), WORDS_MAX));
  }
}
