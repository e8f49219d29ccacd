package steward.drivers.kasa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.fuzz.FuzzTarget;
import steward.thing.Binding;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;

/// What a Kasa or Tapo device answers: the old cipher, the KLAP envelope, and both dialects within.
/// The first byte of an input says which of them.
public final class KasaFuzz implements FuzzTarget {
  private static final Session SESSION =
      new Session(filled(16), filled(12), filled(28), 7, "", Instant.EPOCH);
  private static final String IOT =
      "{\"system\":{\"get_sysinfo\":{\"deviceId\":\"8006\",\"mac\":\"50:C7:BF:00:00:01\","
          + "\"model\":\"HS300(US)\",\"feature\":\"TIM:ENE\",\"mic_type\":\"IOT.SMARTPLUGSWITCH\","
          + "\"rssi\":-50,\"relay_state\":1,\"err_code\":0,\"children\":[{\"id\":\"00\",\"state\":1,"
          + "\"alias\":\"a\"}]}},\"emeter\":{\"get_realtime\":{\"power_mw\":1,\"err_code\":0}}}";
  private static final String SMART =
      "{\"result\":{\"mac\":\"50-C7-BF-00-00-01\",\"type\":\"SMART.TAPOBULB\",\"model\":\"L530\","
          + "\"nickname\":\"TA==\",\"device_on\":true,\"brightness\":50,\"hue\":1,\"saturation\":2,"
          + "\"color_temp\":2700,\"color_temp_range\":[2500,6500]},\"error_code\":0}";

  private static Bytes filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) length);
    return Bytes.wrap(bytes);
  }

  @Override
  public String name() {
    return "kasa";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        seed(0, Bytes.utf8(IOT)),
        seed(1, Bytes.utf8(SMART)),
        seed(2, SESSION.seal(Bytes.utf8(SMART))),
        seed(3, filled(48)),
        seed(4, Bytes.utf8("TP_SESSIONID=ABCDEF0123456789;TIMEOUT=86400")));
  }

  private static byte[] seed(int which, Bytes body) {
    byte[] seed = new byte[1 + body.length()];
    seed[0] = (byte) which;
    System.arraycopy(body.unsafeArray(), 0, seed, 1, body.length());
    return seed;
  }

  @Override
  public void take(byte[] input) {
    if (input.length == 0) return;
    Bytes body = Bytes.wrap(Arrays.copyOfRange(input, 1, input.length));
    switch (input[0] & 7) {
      case 0 -> {
        FuzzTarget.mustHold(Xor.encrypt(Xor.decrypt(body)).equals(body), "the cipher is one way");
        read(new Iot(true), body);
      }
      case 1 -> {
        Optional<Bytes> opened = SESSION.open(SESSION.seal(body));
        FuzzTarget.mustHold(opened.equals(Optional.of(body)), "the envelope changes its letter");
        read(new Smart(1, "t"), body);
      }
      case 2 -> {
        Optional<Bytes> opened = SESSION.open(body);
        boolean isOurs = opened.isEmpty() || SESSION.seal(opened.get()).equals(body);
        FuzzTarget.mustHold(isOurs, "a forged envelope was opened");
        FuzzTarget.mustHold(SESSION.next().open(body).isEmpty(), "opened with another number");
      }
      case 3 -> {
        List<Account> accounts = Account.all(steward.driver.Kept.NOTHING);
        Greeting.of(filled(16), body, accounts)
            .ifPresent(found -> Session.of(found, Map.of(), Instant.EPOCH));
      }
      default -> {
        String cookie = new String(body.unsafeArray(), UTF_8);
        FuzzTarget.mustHold(
            Session.cookie(Map.of("set-cookie", cookie)).chars().allMatch(c -> c > ' ' && c < 127),
            "a cookie that would split a header");
      }
    }
  }

  private static void read(Dialect dialect, Bytes body) {
    Payload answer = Payload.json(body).orElse(Payload.MISSING);
    Optional<Profile> found = dialect.profile(answer);
    if (found.isEmpty()) return;
    Profile profile = found.get();
    var things =
        Offers.of(profile, Binding.of("kasa", "host", "192.0.2.7"), "").things().stream()
            .map(one -> one.accepted(new ThingId("t"), 1, "Lamp", "Hall"))
            .toList();
    FuzzTarget.mustHold(things.size() <= Profile.OUTLETS_MAX + 1, things.size() + " things");
    var findings = new Findings(things, Instant.EPOCH);
    dialect.read(answer, profile, findings);
    for (Thing thing : things) dialect.readMeter(answer, profile, thing.udn(), findings);
    FuzzTarget.mustHold(findings.effects().size() < 500, findings.effects().size() + " effects");
  }
}
