package steward.network.audit;

import static steward.network.audit.Check.ALONE;
import static steward.network.audit.Check.CALM;
import static steward.network.audit.Check.CONTROL;
import static steward.network.audit.Check.DEFAULT_LOGIN;
import static steward.network.audit.Check.DISCLOSURE;
import static steward.network.audit.Check.GUESSING;
import static steward.network.audit.Check.LOGIN_IN_CLEAR;
import static steward.network.audit.Check.PLAIN_SPEECH;
import static steward.network.audit.Check.SECRETS_IN_CLEAR;
import static steward.network.audit.Check.SUPPORT;
import static steward.network.audit.Check.TLS;
import static steward.network.audit.Check.UPDATES_IN_CLEAR;
import static steward.network.audit.Verdict.DECLARED;
import static steward.network.audit.Verdict.FAIL;
import static steward.network.audit.Verdict.INFO;
import static steward.network.audit.Verdict.NOT_ASSESSED;
import static steward.network.audit.Verdict.PASS;
import static steward.network.audit.Verdict.WARN;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import steward.driver.Way;

/// What each family's protocol is worth before anybody asks one device. The facts are those of the
/// pages in `docs/things`, under “What its own security is worth”.
final class Families {
  private static final Map<String, Facts> ALL = new LinkedHashMap<>();

  static {
    daikin();
    kasa();
    sonoff();
    shelly();
    others();
    overTheBroker();
    clouds();
  }

  private Families() {}

  /// All of them, by their key, such as `kasa-klap`.
  static Map<String, Facts> all() {
    return java.util.Collections.unmodifiableMap(ALL);
  }

  /// What is known of devices such as this; empty for what is no device in a network.
  static Optional<Facts> of(Subject device) {
    return Optional.ofNullable(ALL.get(key(device)));
  }

  static String key(Subject device) {
    boolean hasTcp = device.doors().stream().anyMatch(Way.Door.Tcp.class::isInstance);
    return switch (device.family()) {
      case "daikin" -> device.doors().stream().anyMatch(Families::isTls) ? "daikin-tls" : "daikin";
      case "kasa" -> hasTcp ? "kasa" : "kasa-klap";
      case "shelly" -> {
        if (device.doors().isEmpty()) yield "shelly-first";
        yield device.secrets().contains("password") ? "shelly-password" : "shelly";
      }
      case "sonoff" -> {
        if (device.doors().isEmpty()) yield "sonoff-stock";
        yield device.secrets().contains("key") ? "sonoff-lan" : "sonoff";
      }
      default -> device.family();
    };
  }

  private static boolean isTls(Way.Door door) {
    return door instanceof Way.Door.Http http && !(http.tls() instanceof Way.Tls.None);
  }

  private static Facts facts(String key, String title) {
    var made = new Facts(title);
    ALL.put(key, made);
    return made;
  }

  private static void daikin() {
    facts("daikin", "Daikin adapter without TLS")
        .remedy("do not hope for a setting: the adapter has none")
        .gentle()
        .say(CONTROL, FAIL, "It obeys everybody in its network, pages in a browser included.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It has no login that could be tried.")
        .say(PLAIN_SPEECH, FAIL, "It speaks HTTP in clear.")
        .say(
            DISCLOSURE, WARN, "It tells everybody its name, its hardware address and its firmware.")
        .say(
            SECRETS_IN_CLEAR,
            WARN,
            "Older firmware tells everybody the account's name and password.")
        .say(LOGIN_IN_CLEAR, WARN, "Its local password, where one is set, travels in clear.")
        .say(ALONE, DECLARED, "It is driven at home; its maker's cloud is not needed.");
    facts("daikin-tls", "Daikin adapter with TLS")
        .gentle()
        .say(CONTROL, DECLARED, "It obeys those who once showed the key on its sticker.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "The key differs from one to the next.")
        .say(PLAIN_SPEECH, PASS, "The house speaks to it over TLS.")
        .say(TLS, WARN, "Its handshake is signed with SHA-1, and it proves nothing at first.")
        .say(DISCLOSURE, WARN, "It answers the search of everybody with what it is.")
        .say(ALONE, DECLARED, "It is driven at home; its maker's cloud is not needed.");
  }

  private static void kasa() {
    facts("kasa", "Kasa with the old protocol")
        .remedy("do not hope for a setting: the old protocol has none")
        .say(CONTROL, FAIL, "There is no password: who is in its network can switch and reset it.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "The old protocol has no login that could be tried.")
        .say(PLAIN_SPEECH, FAIL, "Its cipher has one key, which is printed everywhere.")
        .say(DISCLOSURE, WARN, "It tells everybody where on the map it stands.")
        .say(SECRETS_IN_CLEAR, WARN, "Binding it to an account sends the password readable.")
        .say(ALONE, DECLARED, "It is driven at home; without the time its meter may stop.");
    facts("kasa-klap", "Kasa or Tapo with an account (KLAP)")
        .login(Login.KLAP)
        .say(CONTROL, DECLARED, "It asks for a proof made of the account's password.")
        .say(
            PLAIN_SPEECH,
            INFO,
            "It encrypts below plain HTTP; who learns the password later reads what was recorded.")
        .say(GUESSING, FAIL, "It shows a hash of its password to whoever asks.")
        .say(LOGIN_IN_CLEAR, PASS, "Only proofs of the password travel.")
        .say(DISCLOSURE, WARN, "It tells everybody its model and whether it has an owner.")
        .say(ALONE, DECLARED, "It is driven at home.");
  }

  private static void sonoff() {
    facts("sonoff", "SONOFF in DIY mode")
        .remedy("give it Tasmota or LAN mode if others share its network")
        .gentle()
        .say(CONTROL, FAIL, "Who is in its network can switch it and replace its firmware.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "DIY mode has no login that could be tried.")
        .say(PLAIN_SPEECH, FAIL, "It speaks HTTP in clear.")
        .say(DISCLOSURE, WARN, "It announces its id and its state to the whole network.")
        .say(ALONE, PASS, "In DIY mode it has no cloud at all.");
    facts("sonoff-lan", "SONOFF in LAN mode")
        .gentle()
        .say(CONTROL, INFO, "Commands need its key; a recorded one can be sent again.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "The key differs from one to the next.")
        .say(PLAIN_SPEECH, FAIL, "Its messages are encrypted and neither dated nor sealed.")
        .say(DISCLOSURE, WARN, "It announces its id to the whole network.")
        .say(UPDATES_IN_CLEAR, WARN, "Its updates come over plain HTTP.")
        .say(ALONE, DECLARED, "It is driven at home.");
    facts("sonoff-stock", "SONOFF with its maker's firmware")
        .gentle()
        .say(CONTROL, INFO, "It obeys the server that it finds; here that is the steward.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It has no login that could be tried.")
        .say(PLAIN_SPEECH, INFO, "It calls its server over TLS.")
        .say(TLS, FAIL, "Old firmware checks no certificate and offers no TLS after 1.1 or 1.2.")
        .say(UPDATES_IN_CLEAR, WARN, "Its updates come over plain HTTP.")
        .say(ALONE, DECLARED, "It needs a server; the steward is one.");
  }

  private static void shelly() {
    facts("shelly", "Shelly without a password")
        .remedy("set a password in its page and enter it here")
        .gentle()
        .say(CONTROL, FAIL, "Everybody in its network switches it and changes its firmware.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It has no password that could be tried.")
        .say(PLAIN_SPEECH, FAIL, "It speaks HTTP in clear.")
        .say(DISCLOSURE, WARN, "It tells everybody its model, its name and its firmware.")
        .say(ALONE, DECLARED, "It is driven at home; its cloud is off as it comes.");
    facts("shelly-password", "Shelly with a password")
        .gentle()
        .say(CONTROL, DECLARED, "It asks for the password that the house keeps for it.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It comes without a password that could be tried.")
        .say(PLAIN_SPEECH, FAIL, "It speaks HTTP in clear.")
        .say(LOGIN_IN_CLEAR, PASS, "Only a digest of the password travels.")
        .say(GUESSING, WARN, "Passwords can be tried against a digest that was recorded.")
        .say(DISCLOSURE, WARN, "It tells everybody its model, its name and its firmware.")
        .say(ALONE, DECLARED, "It is driven at home; its cloud is off as it comes.");
    facts("shelly-first", "Shelly of the first generation")
        .remedy("set a login in its page")
        .gentle()
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It comes without a password that could be tried.")
        .say(PLAIN_SPEECH, FAIL, "It has no TLS.")
        .say(DISCLOSURE, WARN, "It tells everybody what it is.")
        .say(ALONE, DECLARED, "With MQTT on its cloud is off.");
  }

  private static void others() {
    facts("hue", "Hue bridge")
        .say(
            CONTROL, DECLARED, "It asks for a key, which it gives out after its button is pressed.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It has keys, each made for one who asks; no password.")
        .say(PLAIN_SPEECH, PASS, "The house speaks to it over TLS and keeps its certificate.")
        .say(LOGIN_IN_CLEAR, PASS, "Its key travels inside TLS.")
        .say(DISCLOSURE, WARN, "It tells everybody its id, its hardware address and its firmware.")
        .say(ALONE, DECLARED, "It is driven at home; its maker's cloud is not needed.");
    facts("broadlink", "Broadlink")
        .remedy("do not hope for its lock: it is none")
        .gentle()
        .say(CONTROL, FAIL, "It hands the key of a session to everybody who asks.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It has no login that could be tried.")
        .say(PLAIN_SPEECH, FAIL, "Its cipher and its first key are printed everywhere.")
        .say(DISCLOSURE, WARN, "It tells everybody its name and its hardware address.")
        .say(CALM, WARN, "Some models start anew every few minutes while their cloud is away.")
        .say(ALONE, DECLARED, "It is driven at home.");
  }

  private static void overTheBroker() {
    facts("tasmota", "Tasmota")
        .remedy("set a WebPassword, or WebServer 0")
        .gentle()
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It comes without a password that could be tried.")
        .say(PLAIN_SPEECH, WARN, "The usual builds have no TLS, neither for their page nor MQTT.")
        .say(LOGIN_IN_CLEAR, WARN, "A password of its page travels in clear.")
        .say(SECRETS_IN_CLEAR, WARN, "Its page hands out the Wi-Fi's and the broker's password.")
        .say(ALONE, PASS, "It has no cloud.")
        .say(SUPPORT, DECLARED, "Its project makes new versions; nobody owes you one.");
    facts("plain", "Thing on the broker, by its sheet")
        .gentle()
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "Nobody knows which hardware it is.");
    facts("mqtt-discovery", "Thing on the broker, as announced")
        .gentle()
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "Nobody knows which hardware it is.");
  }

  private static void clouds() {
    facts("nest", "Nest")
        .gentle()
        .say(CONTROL, DECLARED, "It is controlled through its maker's account only.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It has no login at home.")
        .say(PLAIN_SPEECH, INFO, "Nobody speaks to it at home; the house asks its cloud over TLS.")
        .say(ALONE, FAIL, "Without its maker's cloud nothing here works.");
    facts("netatmo", "Netatmo")
        .gentle()
        .say(CONTROL, DECLARED, "It is controlled through its maker's account only.")
        .say(DEFAULT_LOGIN, NOT_ASSESSED, "It has no login at home.")
        .say(PLAIN_SPEECH, INFO, "Nobody speaks to it at home; the house asks its cloud over TLS.")
        .say(ALONE, FAIL, "Without its maker's cloud nothing here works.");
  }
}
