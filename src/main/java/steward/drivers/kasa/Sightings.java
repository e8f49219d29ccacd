package steward.drivers.kasa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.driver.Sighting;
import steward.thing.Binding;
import steward.thing.Message;
import steward.value.Bytes;

/// Reads the two answers of discovery into facts, and facts into an offer. Where a device is, is
/// only ever the address that the answer came from.
final class Sightings {
  private static final int DATAGRAM_MAX = 16 * 1024;
  private static final String XOR = "xor";
  private static final String LOGIN = "login";
  private static final String TYPE = "type";
  private static final String NAME = "name";
  private static final String MODEL = "model";
  private static final String FIRMWARE = "firmware";
  private static final String KIND = "kind";
  private static final String METERED = "metered";
  private static final String COLOURS = "colours";
  private static final String KELVIN = "kelvin";
  private static final String OUTLETS = "outlets";
  private static final String FRESH = "fresh";

  private Sightings() {}

  static Optional<Sighting> of(Message message) {
    if (!(message instanceof Message.Seen(String from, _, Message.Datagram(int port, Bytes body)))
        || body.length() > DATAGRAM_MAX) {
      return Optional.empty();
    }
    return Knock.isAnswer(body) ? knocked(from, body) : old(from, port, body);
  }

  /// The whole answer to `get_sysinfo`, in the old cipher.
  private static Optional<Sighting> old(String from, int port, Bytes body) {
    return Payload.json(Xor.decrypt(body))
        .flatMap(json -> Iot.of(json.at("system").at("get_sysinfo")))
        .map(profile -> {
          var facts = new TreeMap<String, String>();
          facts.put(Reach.HOST, from);
          facts.put(XOR, "yes");
          if (port != Reach.XOR_PORT) facts.put(Reach.PORT, Integer.toString(port));
          put(facts, profile);
          return new Sighting(profile.udn(), facts, false);
        });
  }

  private static void put(Map<String, String> facts, Profile profile) {
    facts.put(NAME, profile.name());
    facts.put(MODEL, profile.model());
    facts.put(FIRMWARE, profile.firmware());
    facts.put(KIND, profile.kind().name());
    facts.put(METERED, Boolean.toString(profile.metered()));
    facts.put(COLOURS, Boolean.toString(profile.colours()));
    facts.put(KELVIN, profile.kelvinMin() + "-" + profile.kelvinMax());
    var outlets = new StringBuilder();
    for (Outlet outlet : profile.outlets()) {
      String name = outlet.name().length() > 60 ? outlet.name().substring(0, 60) : outlet.name();
      outlets.append(outlet.part()).append(' ').append(name.replace('\n', ' ')).append('\n');
    }
    facts.put(OUTLETS, outlets.toString());
  }

  private static Optional<Sighting> knocked(String from, Bytes body) {
    Optional<Payload> json =
        Payload.json(Digests.slice(body, Knock.HEADER, body.length()))
            .filter(answer -> answer.at("error_code").wholeOr(-1) == 0);
    if (json.isEmpty()) return Optional.empty();
    Payload told = json.get().at("result");
    return Profile.mac(told.at("mac").textOr(""))
        .map(mac -> {
          var facts = new TreeMap<String, String>();
          facts.put(Reach.HOST, from);
          facts.put(LOGIN, login(told));
          facts.put(TYPE, cut(told.at("device_type").textOr("")));
          facts.put(MODEL, cut(told.at("device_model").textOr("unknown")));
          facts.put(Reach.OWNER, cut(told.at("owner").textOr("")));
          facts.put(FRESH, Boolean.toString(told.at("factory_default").isTrue()));
          Payload scheme = told.at("mgt_encrypt_schm");
          int port = scheme.at("http_port").wholeOr(0);
          boolean known = port >= 1 && port <= 65_535 && port != Reach.PLAIN_PORT;
          if (known) facts.put(Reach.HTTP_PORT, Integer.toString(port));
          if (scheme.at("is_support_https").isTrue()) facts.put(Reach.TLS, "yes");
          return new Sighting(Profile.udn(mac), facts, false);
        });
  }

  /// By which login the device wants to be spoken to: one of [Reach.Manner], or an empty text.
  private static String login(Payload told) {
    String type = told.at("mgt_encrypt_schm").at("encrypt_type").textOr("");
    if (type.equals("KLAP")) return Reach.Manner.KLAP.label();
    if (type.equals("AES")) return Reach.Manner.AES.label();
    if (type.equals("TPAP") || told.at("tpap").isObject()) return Reach.Manner.TPAP.label();
    boolean klap = told.at("encrypt_type").items().stream().anyMatch(n -> n.textOr("").equals("3"));
    return klap ? Reach.Manner.KLAP.label() : "";
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 80) : text;
  }

  static Optional<Offer> offer(Sighting known) {
    SortedMap<String, String> facts = known.facts();
    Optional<Profile> profile = profile(known);
    boolean old = facts.containsKey(XOR);
    Optional<Reach.Manner> login = Reach.Manner.labelled(facts.getOrDefault(LOGIN, ""));
    if (profile.isEmpty() || !facts.containsKey(Reach.HOST) || !old && login.isEmpty()) {
      return Optional.empty();
    }
    // A login that we do not speak is no reason to leave a port that is still open.
    boolean speaks = login.isPresent() && (login.get() == Reach.Manner.KLAP || !old);
    Reach.Manner manner = speaks ? login.get() : Reach.Manner.XOR;
    Binding binding =
        Binding.of(KasaFamily.NAME, Reach.HOST, facts.get(Reach.HOST))
            .with(Reach.PROTOCOL, manner.label())
            .with(
                Reach.DIALECT, facts.getOrDefault(TYPE, "").startsWith("SMART.") ? "smart" : "iot");
    for (String part : List.of(Reach.PORT, Reach.HTTP_PORT, Reach.TLS, Reach.OWNER)) {
      String value = facts.getOrDefault(part, "");
      if (!value.isEmpty()) binding = binding.with(part, value);
    }
    return Optional.of(Offers.of(profile.get(), binding, warning(manner, facts)));
  }

  private static String warning(Reach.Manner manner, Map<String, String> facts) {
    return switch (manner) {
      case XOR ->
          "It has no password: whoever is in the home network can switch it, rename it and move it"
              + " to another Wi-Fi.";
      case KLAP ->
          facts.getOrDefault(FRESH, "").equals("true")
              ? "It is not bound to an account: until it is, whoever is in the home network can"
                  + " switch it."
              : "It asks for the e-mail address and the password of its TP-Link account.";
      case AES, TPAP ->
          "Its firmware wants a login that is not supported ("
              + manner.label().toUpperCase(java.util.Locale.ROOT)
              + "). Switch on “third-party compatibility” in the vendor's app, off and on again"
              + " after an update, and look for it anew.";
    };
  }

  private static Optional<Profile> profile(Sighting known) {
    SortedMap<String, String> facts = known.facts();
    String mac = known.device().value().substring(KasaFamily.NAME.length() + 1);
    return facts.containsKey(KIND) ? Optional.of(told(mac, facts)) : guessed(mac, facts);
  }

  private static Profile told(String mac, Map<String, String> facts) {
    String[] kelvin = facts.getOrDefault(KELVIN, "0-0").split("-", 2);
    var outlets = new ArrayList<Outlet>();
    for (String line : facts.getOrDefault(OUTLETS, "").split("\n", Profile.OUTLETS_MAX + 1)) {
      if (line.length() < 3 || outlets.size() == Profile.OUTLETS_MAX) continue;
      outlets.add(new Outlet("", line.substring(0, 2), line.substring(3), Optional.empty()));
    }
    return new Profile(
        mac,
        facts.getOrDefault(NAME, ""),
        facts.getOrDefault(MODEL, "unknown"),
        facts.getOrDefault(FIRMWARE, "unknown"),
        Profile.Kind.valueOf(facts.getOrDefault(KIND, "PLUG")),
        facts.getOrDefault(METERED, "").equals("true"),
        facts.getOrDefault(COLOURS, "").equals("true"),
        Integer.parseInt(kelvin[0]),
        Integer.parseInt(kelvin[1]),
        Optional.empty(),
        outlets);
  }

  /// From the type alone; the device tells the rest when it is spoken to.
  private static Optional<Profile> guessed(String mac, Map<String, String> facts) {
    String type = facts.getOrDefault(TYPE, "");
    boolean light = type.endsWith("BULB");
    boolean plug = type.endsWith("PLUG") || type.endsWith("SWITCH");
    if (!light && !plug) return Optional.empty();
    return Optional.of(bare(mac, facts.getOrDefault(MODEL, "unknown"), light));
  }

  /// As little as is certain.
  static Profile bare(String mac, String model, boolean light) {
    return new Profile(
        mac,
        "",
        model,
        "unknown",
        light ? Profile.Kind.BULB : Profile.Kind.PLUG,
        false,
        false,
        0,
        0,
        Optional.empty(),
        List.of());
  }
}
