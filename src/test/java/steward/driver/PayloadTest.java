package steward.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import steward.value.Bytes;

/// Reading JSON without trust, as a tree and in one pass.
class PayloadTest {
  private static Payload json(String text) {
    return Payload.json(Bytes.utf8(text)).orElse(Payload.MISSING);
  }

  @Test
  void values_are_read_and_what_is_not_there_is_missing() {
    Payload json = json("{\"a\":{\"b\":[1,\"2.5\",null,true]},\"n\":null}");
    assertThat(json.at("a").at("b").at(0).number()).hasValue(1);
    assertThat(json.at("a").at("b").at(1).number()).hasValue(2.5);
    assertThat(json.at("a").at("b").at(2).isMissing()).isTrue();
    assertThat(json.at("a").at("b").at(3).isTrue()).isTrue();
    assertThat(json.at("a").at("b").at(99).at("x").path(List.of("y")).isMissing()).isTrue();
    assertThat(json.names()).containsExactly("a", "n");
  }

  @Test
  void only_decimal_texts_are_numbers() {
    for (String odd :
        List.of("", " ", "NaN", "Infinity", "0x10", "1d", "1e999", "--1", "1,5", "1 2")) {
      assertThat(Payload.number(odd)).as(odd).isEmpty();
    }
    assertThat(Payload.number(" -1.5e2 ")).hasValue(-150);
  }

  @Test
  void half_a_document_is_none() {
    String whole = "{\"a\":{\"b\":[1,2]},\"c\":\"d\"}";
    for (int length = 0; length < whole.length(); length++) {
      assertThat(Payload.json(Bytes.utf8(whole.substring(0, length))))
          .as("cut at " + length)
          .isEmpty();
    }
  }

  @Test
  void what_is_too_deep_or_too_long_is_unreadable() {
    assertThat(Payload.json(Bytes.utf8("[".repeat(10_000)))).isEmpty();
    assertThat(Payload.json(Bytes.utf8("[".repeat(40) + "]".repeat(40)))).isEmpty();
    assertThat(Payload.json(Bytes.utf8("\"" + "x".repeat(Payload.BYTES_MAX) + "\""))).isEmpty();
    assertThat(Payload.json(Bytes.utf8("[" + "1".repeat(200) + "]"))).isEmpty();
  }

  @Test
  void a_harvest_takes_the_wanted_places_and_names_the_strangers() {
    var harvest =
        new Harvest.Builder<String>()
            .want("power", "ENERGY", "Power")
            .want("list", "ENERGY", "List")
            .want("flat", "Switch1")
            .want("deep", "Switch1", "Action")
            .ignore("Time")
            .wrapper("StatusSNS")
            .build();
    var crop =
        harvest
            .of(
                Bytes.utf8(
                    "{\"Time\":1,\"StatusSNS\":{\"ENERGY\":{\"Power\": 5,\"Other\":{\"Power\":6},\"List\":[1,2]},\"New\":[{}]},\"Switch1\":{\"Action\":\"ON\"}}"))
            .orElseThrow();
    assertThat(crop.found().stream().map(f -> f.place() + " " + f.value()).toList())
        .containsExactly("power 5.0", "list [1.0, 2.0]", "deep ON");
    assertThat(crop.strangers()).containsExactly("New");
    assertThat(harvest.of(Bytes.utf8("{\"Switch1\":\"ON\"}")).orElseThrow().found()).hasSize(1);
    assertThat(harvest.of(Bytes.utf8("{\"Power\":7}"), "ENERGY").orElseThrow().found()).hasSize(1);
    assertThat(harvest.of(Bytes.utf8("{\"ENERGY\":{\"Power\":5}"))).isEmpty();
    assertThat(harvest.of(Bytes.utf8("[]"))).isEmpty();
  }

  @Test
  void a_harvest_takes_no_more_than_its_limit() {
    var harvest = new Harvest.Builder<String>().want("a", "a").build();
    String many = "{" + "\"a\":1,".repeat(5000) + "\"a\":1}";
    assertThat(harvest.of(Bytes.utf8(many)).orElseThrow().found()).hasSize(Harvest.FOUND_MAX);
  }
}
