package steward.drivers.owntracks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Payload;
import steward.driver.Step;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;

/// A phone tells where it is, late, twice, wrongly and encrypted; the house knows whether it is at
/// home.
class PhoneTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long T = NOON.getEpochSecond();

  private final OwnTracksFamily family = new OwnTracksFamily();
  private final Conversation phone =
      new Conversation("user", "jane", "device", "phone", "zone", "48.2000 16.3700 100");

  /// A driver and its state, told in words.
  private final class Conversation {
    private final Driver<Whereabouts> driver;
    private Whereabouts state;

    @SuppressWarnings("unchecked")
    Conversation(String... parts) {
      this(Kept.NOTHING, parts);
    }

    @SuppressWarnings("unchecked")
    Conversation(Kept kept, String... parts) {
      Thing thing =
          family
              .byHand(Binding.of("owntracks", parts))
              .things()
              .getFirst()
              .accepted(new ThingId("phone"), 1, "Phone", "Hall");
      driver = (Driver<Whereabouts>) family.driver(List.of(thing), kept);
      state = driver.start();
    }

    List<String> on(Input input) {
      Step<Whereabouts> step = driver.on(state, input);
      state = step.state();
      var told = new ArrayList<String>();
      for (Effect effect : step.effects()) {
        if (effect instanceof Effect.Saw(var reading)
            && reading.property().name().equals("presence"))
          told.add(reading.value().scalar() + " " + reading.quality().label());
        if (effect instanceof Effect.Wake(String name, _)) told.add("wake " + name);
        if (effect instanceof Effect.Dropped(String why)) told.add("dropped " + why);
      }
      told.remove("wake stale");
      return told;
    }

    List<String> says(String json, Instant at) {
      var message = new Message.WebhookCall("phone", Map.of(), Bytes.utf8(json));
      return on(new Input.Came(message, Moment.at(at)));
    }

    List<String> says(String json) {
      return says(json, NOON);
    }

    List<String> kept(String json) {
      var message = new Message.Publish("owntracks/jane/phone", Bytes.utf8(json), 1, true);
      return on(new Input.Came(message, Moment.at(NOON)));
    }
  }

  private static String at(double lat, String more, long tst) {
    return "{\"_type\":\"location\",\"lat\":%s,\"lon\":\"16.37\",%s\"tst\":%d}"
        .formatted(lat, more, tst);
  }

  @Test
  void it_is_at_home_by_one_fix_and_away_by_two_that_are_apart() {
    assertThat(phone.says(at(48.2003, "\"acc\":12,", T - 100)))
        .containsExactly("present confirmed");
    assertThat(phone.says(at(48.21, "\"acc\":12,", T - 50))).containsExactly("wake leaving");
    assertThat(phone.says(at(48.22, "\"acc\":12,", T - 45))).isEmpty();
    assertThat(phone.says(at(48.23, "\"acc\":12,", T - 10))).containsExactly("absent confirmed");
    assertThat(phone.says(at(48.2, "", T))).containsExactly("present confirmed");
  }

  @Test
  void one_fix_and_a_while_without_another_word_suffice() {
    phone.says(at(48.2, "", T - 100));
    assertThat(
            phone.says(
                "{\"_type\":\"transition\",\"event\":\"leave\",\"desc\":\"home\",\"tst\":%d}"
                    .formatted(T - 50)))
        .containsExactly("wake leaving");
    assertThat(phone.on(new Input.Due("leaving", Moment.at(NOON))))
        .containsExactly("absent confirmed");
  }

  @Test
  void a_jump_is_taken_back_by_the_next_fix() {
    phone.says(at(48.2, "", T - 100));
    assertThat(phone.says(at(48.9, "", T - 50))).containsExactly("wake leaving");
    assertThat(phone.says(at(48.2, "", T - 40))).containsExactly("present confirmed");
    assertThat(phone.on(new Input.Due("leaving", Moment.at(NOON)))).isEmpty();
  }

  @Test
  void a_fix_that_is_too_vague_moves_nobody() {
    phone.says(at(48.2, "", T - 100));
    assertThat(phone.says(at(48.9, "\"acc\":5000,", T - 50))).isEmpty();
    assertThat(phone.says(at(48.9, "\"acc\":5000,", T - 10))).isEmpty();
  }

  @Test
  void the_newest_fix_counts_whenever_it_comes() {
    assertThat(phone.says(at(48.2, "", T))).containsExactly("present confirmed");
    for (int i = 1; i <= 200; i++) assertThat(phone.says(at(48.9, "", T - i * 40L))).isEmpty();
  }

  @Test
  void a_broken_connection_is_not_away() {
    phone.says(at(48.2, "", T - 100));
    assertThat(phone.says("{\"_type\":\"lwt\",\"tst\":%d}".formatted(T - 10))).isEmpty();
    assertThat(phone.says("{\"_type\":\"from-the-future\",\"tst\":1}")).isEmpty();
  }

  @Test
  void what_the_broker_kept_and_what_is_old_is_history() {
    assertThat(phone.kept(at(48.9, "", T - 100))).containsExactly("absent stale");
    assertThat(phone.says(at(48.2, "", T - 50))).containsExactly("present confirmed");
    var other = new Conversation("user", "ben", "device", "phone", "zone", "48.2 16.37");
    assertThat(other.says(at(48.2, "", T - 13 * 3600))).containsExactly("present stale");
  }

  @Test
  void after_half_a_day_without_a_word_nobody_knows() {
    phone.says(at(48.2, "", T));
    assertThat(phone.on(new Input.Due("stale", Moment.at(NOON.plusSeconds(43_200)))))
        .containsExactly("unknown assumed", "wake silent");
  }

  @Test
  void the_phones_own_region_is_enough_and_its_waypoint_teaches_the_zone() {
    var bare = new Conversation("user", "jane", "device", "phone");
    assertThat(bare.says(at(1, "\"inregions\":[\"Garage\",\"HOME\"],", T - 300)))
        .containsExactly("present confirmed");
    assertThat(bare.says(at(48.9, "", T - 250))).isEmpty();
    bare.says(
        "{\"_type\":\"waypoint\",\"desc\":\"Home\",\"lat\":48.2,\"lon\":16.37,\"rad\":80,\"tst\":1}");
    assertThat(bare.says(at(48.9, "", T - 200))).containsExactly("wake leaving");
    assertThat(bare.says(at(48.2, "", T - 100))).containsExactly("present confirmed");
  }

  @Test
  void a_clock_from_another_world_is_not_believed() {
    assertThat(phone.says(at(48.2, "", T + 3600))).hasSize(1);
    assertThat(phone.says("{\"_type\":\"location\",\"lat\":48.2,\"lon\":16.37}")).hasSize(1);
    assertThat(phone.says(at(48.2, "", T))).containsExactly("present confirmed");
  }

  /// The published vector of NaCl's secretbox.
  @Test
  void the_box_is_that_of_nacl() {
    byte[] key =
        HexFormat.of().parseHex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
    byte[] box =
        HexFormat.of()
            .parseHex(
                "69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37f3ffc7703f9400e52a7dfb4b3d3305d9"
                    + "8e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b"
                    + "4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae"
                    + "90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6"
                    + "599b1f654cb45a74e355a5");
    Bytes plain = SecretBox.open(key, box).orElseThrow();
    assertThat(HexFormat.of().formatHex(plain.toArray())).startsWith("be075fc53c81f2d5cf141316");
    box[50] ^= 1;
    assertThat(SecretBox.open(key, box)).isEmpty();
  }

  @Test
  void an_encrypted_fix_opens_with_the_passphrase_alone() {
    String passphrase = "a random passphrase";
    String sealed = Boxes.sealed(passphrase, at(48.2, "", T));
    var kept = Kept.NOTHING.with("passphrase", Bytes.utf8(passphrase));
    var knows = new Conversation(kept, "user", "a", "device", "b", "zone", "48.2 16.37");

    assertThat(knows.says(sealed)).containsExactly("present confirmed");
    assertThat(phone.says(sealed).getFirst()).startsWith("dropped an encrypted message");
    var wrong = Kept.NOTHING.with("passphrase", Bytes.utf8("another"));
    var guesses = new Conversation(wrong, "user", "a", "device", "b", "zone", "48.2 16.37");
    assertThat(guesses.says(sealed).getFirst()).startsWith("dropped an encrypted message");
    assertThat(knows.says("{\"_type\":\"encrypted\",\"data\":\"****\"}")).hasSize(1);
  }

  @Test
  void no_message_makes_it_throw() {
    var random = new Random(20_261_122L);
    var seeds =
        List.of(
            at(48.2, "\"inregions\":[\"Home\"],\"batt\":81,", T),
            "{\"_type\":\"transition\",\"event\":\"enter\",\"desc\":\"Home\",\"tst\":1767268800}",
            "{\"_type\":\"waypoints\",\"waypoints\":[{\"desc\":\"Home\",\"lat\":1,\"lon\":2,\"rad\":3}]}",
            Boxes.sealed("k", "{}"),
            "[[[[",
            "");
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = seeds.get(i % seeds.size()).getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--)
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      var message = new Message.WebhookCall("phone", Map.of(), Bytes.wrap(bytes));
      phone.on(new Input.Came(message, Moment.at(NOON)));
    }
  }

  @Test
  void the_shared_fixtures_are_read() throws IOException {
    Path file = Path.of("../shared/protocols/fixtures/owntracks/messages.jsonl");
    Assumptions.assumeTrue(Files.exists(file), "skipped: the shared fixtures are not here");
    for (String line : Files.readAllLines(file)) {
      Payload one = Payload.json(Bytes.utf8(line)).orElseThrow();
      String payload = one.at("payload").text().orElseThrow();
      assertThat(phone.says(payload, Instant.ofEpochSecond(1_700_000_300L)))
          .as(line)
          .noneMatch(told -> told.startsWith("dropped"));
    }
    assertThat(phone.state.newest()).isEqualTo(1_700_000_200L);
  }
}
