package steward.drivers.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import steward.driver.Payload;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Unit;

/// What real devices sent, where the shared folder is beside this tree.
class SharedFixturesTest {
  private static final Path SHARED = Path.of("../shared/protocols/fixtures/sonoff");
  private static final Udn DEVICE = new Udn("sonoff:1000000000");

  private static List<Payload> lines(String file) throws IOException {
    Path path = SHARED.resolve(file);
    Assumptions.assumeTrue(Files.exists(path), "the shared fixtures are not beside this tree");
    return Files.readAllLines(path).stream()
        .map(line -> Payload.json(Bytes.utf8(line)).orElseThrow())
        .toList();
  }

  private static Report.Read read(Payload params) {
    Shape shape = Shape.of(params).complete("");
    return Report.of(params, Plan.of(DEVICE, shape, 0), Instant.EPOCH);
  }

  @Test
  void states_of_the_lan_are_read_with_their_units() throws IOException {
    List<Payload> lines = lines("lan_params.jsonl");
    var th = read(lines.get(0).at("params"));
    assertThat(th.dropped()).isEmpty();
    assertThat(th.readings())
        .anyMatch(r -> r.property() == Property.TEMPERATURE && r.value().equals(Amount.celsius(15)))
        .anyMatch(
            r -> r.property() == Property.HUMIDITY && r.value().equals(Amount.percentage(75)));
    Payload second = lines.get(1).at("params");
    Shape two = Shape.of("outlets:2").with(Shape.of(second));
    assertThat(Report.of(second, Plan.of(DEVICE, two, 0), Instant.EPOCH).readings())
        .anyMatch(r ->
            r.thing().equals(DEVICE.child("2"))
                && r.property() == Property.VOLTAGE
                && r.value().equals(new Amount(241.51, Unit.VOLTS)));
    assertThat(Shape.of(lines.get(2).at("params")).outlets()).isEqualTo(4);
  }

  @Test
  void states_of_many_models_are_read_without_a_throw() throws IOException {
    var dropped = new ArrayList<String>();
    for (Payload line : lines("device_params.jsonl"))
      dropped.addAll(read(line.at("device").at("params")).dropped());
    // Two sensors that hang on a bridge speak in hundredths without saying so.
    assertThat(dropped).allMatch(s -> s.startsWith("temperature") || s.startsWith("humidity"));
  }

  @Test
  void pieces_of_a_real_announcement_are_joined_by_their_numbers() throws IOException {
    Path file = SHARED.resolve("mdns_encrypted_th_plug.json");
    Assumptions.assumeTrue(Files.exists(file), "the shared fixtures are not beside this tree");
    String text = Files.readString(file).strip();
    Payload seen = Payload.json(Bytes.utf8(text)).orElseThrow();
    List<Bytes> texts =
        seen.at("txt_in_wire_order").items().stream().map(t -> Bytes.utf8(t.textOr(""))).toList();
    var service = new Message.Service(Announcement.TYPE, "eWeLink_1001720e47", 8081, texts);
    Announcement said = Announcement.read(service).orElseThrow();
    assertThat(said.encrypted()).isTrue();
    assertThat(said.id()).isEqualTo("1001720e47");
    assertThat(said.type()).isEqualTo("th_plug");
    assertThat(said.data().length()).isEqualTo(247 + 247 + 18);
    assertThat(said.data().text()).startsWith("NXYM").endsWith("TBxLOJ");
  }

  @Test
  void the_answer_to_info_is_read() throws IOException {
    Payload line = lines("diy_http.jsonl").getFirst();
    Payload body = Documents.object(Bytes.utf8(line.at("response").textOr(""))).orElseThrow();
    Payload state = Requests.state(body, java.util.Optional.empty(), Binds.Mode.DIY).orElseThrow();
    assertThat(state.at("deviceid").textOr("")).isEqualTo("1000a05bf6");
    assertThat(read(state).readings()).hasSize(2);
  }
}
