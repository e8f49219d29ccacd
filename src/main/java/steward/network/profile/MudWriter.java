package steward.network.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;

/// Writes a profile as a MUD file: [MudReader] reads the same profile from it. Pure.
public final class MudWriter {
  private static final int CACHE_HOURS = 168;

  private MudWriter() {}

  /// The text of the file: the same profile, the same text.
  public static String write(Profile profile) {
    var pretty = MudText.MAPPER.writerWithDefaultPrettyPrinter();
    return pretty.writeValueAsString(document(profile)).replace("\r\n", "\n") + "\n";
  }

  private static Map<String, Object> document(Profile profile) {
    String list = profile.id() + "-out";
    var mud = new LinkedHashMap<String, Object>();
    mud.put("mud-version", 1);
    mud.put("mud-url", profile.url());
    mud.put("last-update", profile.updated().toString());
    mud.put("cache-validity", CACHE_HOURS);
    mud.put("is-supported", profile.supported());
    put(mud, "systeminfo", profile.title());
    put(mud, "mfg-name", profile.maker());
    put(mud, "model-name", profile.model());
    mud.put("extensions", List.of(MudReader.EXTENSION));
    mud.put(MudReader.THING, thing(profile));
    mud.put("from-device-policy", policy(List.of(Map.of("name", list))));
    mud.put("to-device-policy", policy(List.of()));
    var acl = new LinkedHashMap<String, Object>();
    acl.put("name", list);
    acl.put("type", "ipv4-acl-type");
    acl.put("aces", Map.of("ace", entries(profile)));
    var document = new LinkedHashMap<String, Object>();
    document.put(MudReader.MUD, mud);
    document.put(MudReader.ACLS, Map.of("acl", List.of(acl)));
    return document;
  }

  private static void put(Map<String, Object> json, String name, String text) {
    if (!text.isEmpty()) json.put(name, text);
  }

  private static Map<String, Object> policy(List<?> lists) {
    return Map.of("access-lists", Map.of("access-list", lists));
  }

  private static Map<String, Object> thing(Profile profile) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", profile.id());
    put(json, "says", profile.says());
    json.put("local", profile.local().label());
    Fits fits = profile.fits();
    if (!fits.families().isEmpty()) json.put("families", fits.families());
    if (!fits.binding().isEmpty()) json.put("binding", fits.binding());
    if (!fits.names().isEmpty()) json.put("names", fits.names().stream().map(Host::name).toList());
    if (!profile.features().isEmpty())
      json.put("functions", profile.features().stream().map(MudWriter::feature).toList());
    return json;
  }

  private static Map<String, Object> feature(Feature feature) {
    var json = new LinkedHashMap<String, Object>();
    put(json, "needs", feature.needs());
    json.put("stays", feature.stays());
    json.put("says", feature.says());
    return json;
  }

  private static List<Map<String, Object>> entries(Profile profile) {
    var entries = new ArrayList<Map<String, Object>>();
    for (Passage one : profile.passages())
      entries.add(entry("way-" + (entries.size() + 1), matches(one.lane()), way(one)));
    for (Lane.Knock one : profile.knocks())
      entries.add(entry("steward-" + (entries.size() + 1), matches(one), Map.of()));
    return entries;
  }

  private static Map<String, Object> entry(
      String name, Map<String, Object> matches, Map<String, Object> way) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", name);
    json.put("matches", matches);
    json.put("actions", Map.of("forwarding", "accept"));
    if (!way.isEmpty()) json.put(MudReader.WAY, way);
    return json;
  }

  private static Map<String, Object> matches(Lane lane) {
    var json = new LinkedHashMap<String, Object>();
    var network = new LinkedHashMap<String, Object>();
    boolean isFour = true;
    switch (lane) {
      case Lane.Out(Host host, _, _, _) -> network.put("ietf-acldns:dst-dnsname", host.name());
      case Lane.Exact(Subnet target, _, _) -> {
        isFour = target.isFour();
        String member = isFour ? "destination-ipv4-network" : "destination-ipv6-network";
        network.put(member, target.toString());
      }
      case Lane.Knock _ -> {
        var none = new ArrayList<@Nullable Object>();
        none.add(null);
        json.put("ietf-mud:mud", Map.of("my-controller", none));
      }
      case Lane.In _ -> throw new IllegalArgumentException("a profile has no way in");
    }
    boolean isTcp = lane.ports().protocol() == Ports.Protocol.TCP;
    network.put("protocol", isTcp ? 6 : 17);
    json.put(isFour ? "ipv4" : "ipv6", network);
    var transport = new LinkedHashMap<String, Object>();
    if (isTcp) transport.put("ietf-mud:direction-initiated", "from-device");
    transport.put("destination-port", ports(lane.ports()));
    json.put(isTcp ? "tcp" : "udp", transport);
    return json;
  }

  private static Map<String, Object> ports(Ports ports) {
    var json = new LinkedHashMap<String, Object>();
    boolean isOne = ports.first() == ports.last();
    json.put("operator", isOne ? "eq" : "range");
    json.put(isOne ? "port" : "lower-port", ports.first());
    if (!isOne) json.put("upper-port", ports.last());
    return json;
  }

  private static Map<String, Object> way(Passage one) {
    var json = new LinkedHashMap<String, Object>();
    if (one.isWider()) json.put("zone", true);
    if (one.lane() instanceof Lane.Exact) json.put("figures", true);
    json.put("purpose", one.need().label());
    json.put("usual", one.usual().label());
    put(json, "why", one.why());
    put(json, "stops", one.stops());
    put(json, "source", one.source());
    return json;
  }
}
