package steward.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steward.driver.Family;
import steward.driver.OwnTopics;
import steward.driver.TopicFilter;
import steward.drivers.plain.PlainFamily;
import steward.drivers.tasmota.TasmotaFamily;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// What a device says are its topics gives it no one else's.
class TopicClaimsTest {
  private static final Family TASMOTA = new TasmotaFamily();
  private final TopicClaims claims =
      new TopicClaims(List.of("tasmota/discovery/+/config", "tasmota/discovery/+/sensors"));

  private static OwnTopics tasmota(String... parts) {
    var binding = Binding.of("tasmota", parts);
    return TASMOTA.topics(List.of(thing(TASMOTA, new Udn("tasmota:AABBCCDDEEFF"), binding)));
  }

  private static Thing thing(Family family, Udn udn, Binding binding) {
    Description like =
        new PlainFamily()
            .byHand(Binding.of("plain", "key", "x", "observe.switch", "a/b"))
            .things()
            .getFirst();
    return new Thing(
        new ThingId("x"), 1, udn, "X", "Hall", like.kind(), "", family.name(), "", binding,
        Set.of(), new TreeMap<>());
  }

  private TopicRights rights(OwnTopics wanted, TopicClaims.Used... others) {
    return new TopicRights(claims.granted(wanted, OwnTopics.NONE, List.of(others)));
  }

  @Test
  void a_tasmota_device_has_what_its_firmware_uses() {
    var rights =
        rights(tasmota("mac", "AABBCCDDEEFF", "topic", "kettle"));
    for (String topic :
        List.of(
            "tele/kettle/LWT", "tele/kettle/SENSOR", "stat/kettle/RESULT", "cmnd/kettle/POWER",
            "tasmota/discovery/AABBCCDDEEFF/config", "tasmota/discovery/AABBCCDDEEFF/sensors"))
      assertThat(rights.mayPublish(topic)).as(topic).isTrue();
    for (String filter :
        List.of("cmnd/kettle/#", "cmnd/tasmotas/#", "cmnd/DVES_DDEEFF_fb/#", "cmnd/kettle/POWER"))
      assertThat(rights.mayHear(filter)).as(filter).isTrue();
    for (String topic :
        List.of(
            "tele/lamp/LWT", "tele/kettle", "tele/kettle/a/b", "cmnd/lamp/POWER",
            "cmnd/kettle/Rule1", "cmnd/tasmotas/POWER", "tasmota/discovery/AABBCCDDEE00/config",
            "steward/kettle/perform", "$SYS/x"))
      assertThat(rights.mayPublish(topic)).as(topic).isFalse();
    for (String filter :
        List.of("#", "+/#", "cmnd/#", "cmnd/+/POWER", "stat/lamp/+", "steward/#", "$SYS/#"))
      assertThat(rights.mayHear(filter)).as(filter).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "#, %prefix%/%topic%/",
    "+, %prefix%/%topic%/",
    "a/#/b, %prefix%/%topic%/",
    "discovery, tasmota/%topic%/",
    "kettle, steward/%topic%/",
    "kettle, $SYS/%topic%/",
    "kettle, %prefix%/",
    "'', %prefix%/%topic%/",
  })
  void hostile_topics_of_a_device_are_worth_nothing(String topic, String full) {
    OwnTopics wanted = OwnTopics.NONE;
    try {
      wanted = tasmota("mac", "AABBCCDDEEFF", "topic", topic, "fulltopic", full);
    } catch (steward.value.Malformed _) {
      // refused at once
    }
    var granted = claims.granted(wanted, OwnTopics.NONE, List.of());
    for (String filter : granted.exclusive()) {
      assertThat(TopicClaims.isSafe(filter)).isTrue();
      assertThat(new TopicFilter(filter).meets("tasmota/discovery/112233445566/config")).isFalse();
    }
    var rights = new TopicRights(granted);
    for (String foreign : List.of("tele/lamp/LWT", "stat/lamp/POWER", "steward/lamp/perform"))
      assertThat(rights.mayPublish(foreign)).isFalse();
    for (String foreign : List.of("#", "cmnd/#", "cmnd/lamp/#", "steward/#"))
      assertThat(rights.mayHear(foreign)).isFalse();
  }

  @Test
  void a_device_that_takes_the_topic_of_another_gets_it_not() {
    var victim = tasmota("mac", "112233445566", "topic", "kettle");
    var thief = tasmota("mac", "AABBCCDDEEFF", "topic", "kettle");
    var rights = rights(thief, new TopicClaims.Used("Kettle", victim.exclusive()));
    assertThat(rights.mayPublish("tele/kettle/LWT")).isFalse();
    assertThat(rights.mayHear("cmnd/kettle/#")).isFalse();
    // Whoever was granted it before keeps it, whatever others call their own.
    var kept =
        new TopicRights(
            claims.granted(
                victim, victim, List.of(new TopicClaims.Used("Thief", thief.exclusive()))));
    assertThat(kept.mayPublish("tele/kettle/LWT")).isTrue();
  }

  @Test
  void a_sheet_may_not_name_where_devices_announce_themselves() {
    var family = new PlainFamily();
    var binding =
        Binding.of(
            "plain", "key", "x", "observe.switch", "tasmota/discovery/112233445566/config",
            "observe.temperature", "home/x/t", "perform.turn", "home/x/set %");
    var wanted = family.topics(List.of(thing(family, new Udn("plain:x"), binding)));
    var rights = rights(wanted);
    assertThat(rights.mayPublish("tasmota/discovery/112233445566/config")).isFalse();
    assertThat(rights.mayPublish("home/x/t")).isTrue();
    assertThat(rights.mayPublish("home/x/set")).isFalse();
    assertThat(rights.mayHear("home/x/set")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "+", "+/a", "/#", "//+", "$SYS/a", "$share/g/a", "steward", "steward/#", "a\0b", "a\nb", "a+b", "a/#/b"})
  void unsafe_filters_are_known(String filter) {
    assertThat(TopicClaims.isSafe(filter)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/#, a/b/+, true, true",
    "a/#, a/#, true, true",
    "a/#, a, true, true",
    "a/+, a/#, false, true",
    "a/+, a/+, true, true",
    "a/+/c, a/b/+, false, true",
    "+/b, a/+, false, true",
    "a/b, a/b/c, false, false",
    "a/b, a/c, false, false",
    "#, $SYS/a, false, false",
    "+/a, $SYS/a, false, false",
    "#, a/b, true, true",
    "a/b/#, a, false, false",
  })
  void filters_are_compared(String one, String two, boolean covers, boolean meets) {
    assertThat(new TopicFilter(one).covers(two)).isEqualTo(covers);
    assertThat(new TopicFilter(one).meets(two)).isEqualTo(meets);
    assertThat(new TopicFilter(two).meets(one)).isEqualTo(meets);
  }

  @Test
  void topics_of_names_are_known_to_be_owned() {
    var owned = new OwnedTopics(List.of("tele/kettle/+", "zigbee2mqtt/#", "home/x"));
    for (String topic : List.of("tele/kettle/LWT", "zigbee2mqtt", "zigbee2mqtt/a/b", "home/x"))
      assertThat(owned.has(topic)).as(topic).isTrue();
    for (String topic : List.of("tele/kettle", "tele/lamp/LWT", "home", "home/x/y", "zigbee2mqtt2"))
      assertThat(owned.has(topic)).as(topic).isFalse();
  }
}
