package steward.drivers.broadlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import steward.driver.Payload;
import steward.value.Bytes;

/// The bytes on the wire: against the vectors of the sheet where they are at hand, and against
/// themselves.
class CodecTest {
  /// Beside the repository, or where `steward.captures` says.
  private static Path file() {
    String named = System.getProperty("steward.captures", "");
    if (!named.isEmpty()) return Path.of(named, "broadlink", "vectors.json");
    Path here = Path.of("").toAbsolutePath();
    for (Path up = here; up != null; up = up.getParent()) {
      Path beside = up.resolve("shared/protocols/fixtures/broadlink/vectors.json");
      if (Files.isReadable(beside)) return beside;
    }
    return here.resolve("no-vectors");
  }

  private static Payload vectors() throws IOException {
    Path file = file();
    assumeTrue(Files.isReadable(file), "skipped: no shared vectors, looked for " + file);
    return Payload.json(Bytes.wrap(Files.readAllBytes(file))).orElseThrow();
  }

  private static String hex(Payload at, String name) {
    return at.at(name).text().orElseThrow();
  }

  @Test
  void every_packet_is_sealed_to_the_byte() throws IOException {
    Payload all = vectors();
    int checked = 0;
    for (String name : all.names()) {
      Payload one = all.at(name);
      if (one.at("packet").text().isEmpty()) continue;
      Bytes packet = Device.hex(hex(one, "packet"));
      boolean admits = name.startsWith("auth");
      Bytes key = admits ? Packet.FIRST_KEY : Device.hex(hex(all, "session_key"));
      Bytes payload = Device.hex(hex(one, "payload"));
      int told = Integer.parseInt(hex(one, "payload_checksum").substring(2), 16);
      assertThat(LittleEndian.checksum(payload.toArray())).as(name).isEqualTo(told);
      byte[] made =
          new Packet(
                  LittleEndian.u16(packet, Packet.TYPE_AT),
                  Integer.parseInt(hex(one, "cmd").substring(2), 16),
                  one.at("count").wholeOr(0),
                  Device.hex(hex(all, "mac")),
                  one.at("devid").wholeOr(0),
                  payload)
              .sealed(key)
              .toArray();
      LittleEndian.put16(made, Packet.ERROR_AT, LittleEndian.u16(packet, Packet.ERROR_AT));
      assertThat(Bytes.wrap(Device.summed(made))).as(name).isEqualTo(packet);
      assertThat(Reply.fault(packet)).as(name).isEmpty();
      byte[] opened = Reply.of(packet).opened(key).toArray();
      assertThat(opened).as(name).startsWith(payload.toArray());
      checked++;
    }
    assertThat(checked).isGreaterThan(12);
  }

  @Test
  void what_the_driver_asks_is_what_the_vectors_ask() throws IOException {
    Payload all = vectors();
    assertThat(Stage.figures(Orders.authentication()))
        .isEqualTo(hex(all.at("auth_request"), "payload"));
    assertThat(Stage.figures(Frame.NEW.wrap(Frame.LEARN, Bytes.EMPTY)))
        .isEqualTo(hex(all.at("rm4_learn"), "payload"));
    assertThat(Stage.figures(Frame.NEW.wrap(Frame.FETCH, Bytes.EMPTY)))
        .isEqualTo(hex(all.at("rm4_check"), "payload"));
    assertThat(Stage.figures(Frame.NEW.wrap(Frame.SENSORS, Bytes.EMPTY)))
        .isEqualTo(hex(all.at("rm4_sensors"), "payload"));
    assertThat(Stage.figures(Frame.CLASSIC.wrap(Frame.LEARN, Bytes.EMPTY)))
        .isEqualTo(hex(all.at("rm_mini3_learn"), "payload"));
    Bytes code = Device.hex(hex(all.at("ir"), "data"));
    assertThat(Stage.figures(Frame.NEW.wrap(Frame.SEND, code)))
        .isEqualTo(hex(all.at("rm4_send_ir"), "payload"));
    assertThat(Stage.figures(Frame.CLASSIC.wrap(Frame.SEND, code)))
        .isEqualTo(hex(all.at("rm_mini3_send_ir"), "payload"));
    assertThat(Stage.figures(Sp4.set("{\"pwr\":1}", false))).isEqualTo(hex(all, "sp4_set_on"));
    assertThat(Stage.figures(Sp4.get(false))).isEqualTo(hex(all, "sp4_get"));
    assertThat(Stage.figures(Sp4.set("{\"pwr\":1}", true))).isEqualTo(hex(all, "sp4b_set_on"));
    assertThat(Stage.figures(Sp4.get(true))).isEqualTo(hex(all, "sp4b_get"));
    assertThat(Stage.figures(Hello.KEEP_ALIVE)).isEqualTo(hex(all, "keepalive"));
  }

  @Test
  void discovery_is_asked_and_read_as_in_the_vectors() throws IOException {
    Payload all = vectors();
    var zone = ZoneOffset.ofHours(2);
    var at = LocalDateTime.of(2026, 11, 21, 21, 30).toInstant(zone);
    assertThat(Stage.figures(Hello.question("192.168.1.50", 54321, at, zone)))
        .isEqualTo(hex(all, "discovery_request"));
    Hello open = Hello.read(Device.hex(hex(all, "discovery_reply_unlocked"))).orElseThrow();
    assertThat(open.type()).isEqualTo(0x520c);
    assertThat(open.mac()).isEqualTo("A043B0112233");
    assertThat(open.locked()).contains(false);
    Hello locked = Hello.read(Device.hex(hex(all, "discovery_reply_locked"))).orElseThrow();
    assertThat(locked.locked()).contains(true);
    assertThat(locked.name()).isEqualTo("Living room");
  }

  @Test
  void a_code_is_its_pulses_and_back() throws IOException {
    Payload ir = vectors().at("ir");
    List<Integer> pulses = ir.at("pulses_us").items().stream().map(p -> p.wholeOr(0)).toList();
    Code code = Code.of(pulses);
    assertThat(Stage.figures(code.bytes())).isEqualTo(hex(ir, "data"));
    assertThat(Code.read(code.bytes())).contains(code);
    List<Integer> back = code.pulses();
    assertThat(back).hasSameSizeAs(pulses);
    for (int i = 0; i < back.size(); i++)
      assertThat(Math.abs(back.get(i) - pulses.get(i))).isLessThan(34);
  }

  @Test
  void a_code_is_cut_at_its_own_length_and_none_is_made_of_less() {
    assertThat(Code.read(Device.hex("2600020011220000000000")).orElseThrow().bytes())
        .isEqualTo(Device.hex("260002001122"));
    assertThat(Code.read(Device.hex("26000a001122"))).isEmpty();
    assertThat(Code.read(Device.hex("270002001122"))).isEmpty();
    assertThat(Code.read(Device.hex("26000000"))).isEmpty();
    assertThat(Code.read(Bytes.EMPTY)).isEmpty();
    assertThat(Code.read(Device.hex("b20002001122")).orElseThrow().isRadio()).isTrue();
    assertThat(Code.read(Device.hex("260003000001")).isPresent()).isFalse();
    assertThat(new Code(Device.hex("26000200 0001")).pulses()).hasSize(2);
  }

  @Test
  void frames_are_unwrapped_only_when_they_are_whole() {
    assertThat(Frame.NEW.unwrap(Device.hex("0600 04000000 aabb 000000000000")))
        .contains(Device.hex("aabb"));
    assertThat(Frame.NEW.unwrap(Device.hex("ffff 04000000 aabb"))).isEmpty();
    assertThat(Frame.NEW.unwrap(Device.hex("0000 04000000"))).isEmpty();
    assertThat(Frame.CLASSIC.unwrap(Device.hex("0100"))).isEmpty();
  }

  @Test
  void what_the_published_key_opens_is_a_secret_and_what_the_session_key_seals_is_none() {
    Stage stage = Stage.of(0x2737);
    stage.talk.opened();
    stage.polls();
    stage.came(stage.device.hello("Hall"));
    var admitted = Device.body(stage.device.admits(stage.sent()));
    assertThat(Packet.isOpenToAll(admitted)).isTrue();
    stage.came(stage.device.admits(stage.sent()));
    var answer = Device.body(stage.device.answers(stage.sent(), "0100000016050000"));
    assertThat(Packet.isOpenToAll(answer)).isFalse();
    assertThat(Packet.isOpenToAll(Device.body(stage.device.hello("Hall")))).isFalse();
    assertThat(Packet.isOpenToAll(Device.hex("00"))).isFalse();
  }

  @Test
  void a_name_ends_at_its_zero_and_never_within_a_character() {
    var device = new Device(0x520c);
    assertThat(name(device.hello("Küche"))).isEqualTo("Küche");
    assertThat(name(device.hello(""))).isEmpty();
    String cut = name(device.hello("x" + "ü".repeat(40)));
    assertThat(cut).isEqualTo("x" + "ü".repeat(31));
  }

  private static String name(steward.thing.Message hello) {
    return Hello.read(Device.body(hello)).orElseThrow().name();
  }
}
