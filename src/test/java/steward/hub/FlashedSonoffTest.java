package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.sonoff.SonoffDevice;
import steward.sim.sonoff.SonoffStates;

/// A unit in DIY mode gets another firmware over the air, from an image that its owner hands in.
class FlashedSonoffTest {
  private static final String ID = "1000a0b0c0";

  @TempDir Path home;
  private RunningHouse steward;
  private SonoffDevice device;
  private final byte[] image = new byte[200_000];

  @BeforeEach
  void begin() {
    steward = RunningHouse.on(home);
    device =
        SonoffDevice.diy(
            steward.house.vertx(), "127.0.9.9", 0, ID, "diy_plug", SonoffStates.aSwitch(), 1);
    RunningHouse.get(device.start());
    new Random(5).nextBytes(image);
    image[0] = (byte) 0xe9;
    String body =
        """
        {"family":"sonoff","id":"plug","room":"Hall","binding":\
        {"host":"127.0.9.9","port":"%d","id":"%s","mode":"diy"}}\
        """
            .formatted(device.port(), ID);
    var reply = steward.ask("POST", "/things", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }

  @AfterEach
  void end() {
    device.close();
    steward.close();
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handIn(byte[] bytes) {
    for (int at = 0; at < bytes.length; at += 48 * 1024) {
      byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 48 * 1024));
      var reply =
          steward.ask(
              "PUT",
              "/things/plug/flash",
              "{\"at\":" + at + ",\"bytes\":\"" + Base64.getEncoder().encodeToString(part) + "\"}");
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
  }

  private RunningHouse.Reply flash(String sha256, int length) {
    return steward.ask(
        "POST", "/things/plug/flash", "{\"sha256\":\"" + sha256 + "\",\"length\":" + length + "}");
  }

  private String over() {
    await()
        .untilAsserted(() ->
            assertThat(steward.get("/things/plug/flash").json().get("over").truth()).isTrue());
    return steward.get("/things/plug/flash").json().get("sentence").text();
  }

  @Test
  void it_loads_the_image_by_ranges_and_is_gone() {
    handIn(image);
    var begun = flash(digest(image), image.length);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(over()).contains("loaded all 200000 bytes").contains("does not tell");
    assertThat(device.overTheAir().runs()).isEqualTo(image);
    await()
        .untilAsserted(() ->
            assertThat(steward.get("/journal?subject=plug").text())
                .contains("its firmware is to be replaced")
                .contains(digest(image))
                .contains("the replacing of its firmware ended"));
  }

  @Test
  void one_that_is_locked_is_unlocked_or_says_why_not() {
    device.overTheAir().locked("3.6.0", false);
    handIn(image);
    assertThat(flash(digest(image), image.length).status()).isEqualTo(202);
    assertThat(over()).contains("needs the Internet this once");
    assertThat(device.overTheAir().runs()).isEmpty();
    device.overTheAir().locked("3.6.0", true);
    handIn(image);
    assertThat(flash(digest(image), image.length).status()).isEqualTo(202);
    assertThat(over()).contains("loaded all");
  }

  @Test
  void a_wrong_digest_and_what_is_no_image_never_reach_it() {
    handIn(image);
    assertThat(flash("ab".repeat(32), image.length).text()).contains("not the one that was given");
    byte[] packed = image.clone();
    packed[0] = 0x1f;
    handIn(packed);
    assertThat(flash(digest(packed), packed.length).text()).contains("gzip");
    assertThat(flash(digest(image), 17).status()).isEqualTo(422);
    assertThat(steward.get("/things/plug/flash").json().get("stage").text()).isEqualTo("ready");
    assertThat(device.overTheAir().runs()).isEmpty();
  }

  @Test
  void an_image_that_is_too_big_is_refused_while_it_is_handed_in() {
    byte[] big = new byte[508 * 1024];
    handIn(big);
    var reply =
        steward.ask("PUT", "/things/plug/flash", "{\"at\":" + big.length + ",\"bytes\":\"AAAA\"}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text()).contains("520192");
  }

  @Test
  void a_load_that_breaks_off_is_told_and_changes_nothing() {
    device.overTheAir().givesUp(true);
    handIn(image);
    assertThat(flash(digest(image), image.length).status()).isEqualTo(202);
    assertThat(over()).contains("could not reach our address");
    assertThat(device.overTheAir().runs()).isEmpty();
  }
}
