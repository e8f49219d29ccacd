package steward.drivers.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import steward.driver.Payload;
import steward.value.Bytes;

class LanCipherTest {
  private static final Path SHARED = Path.of("../shared/protocols/fixtures/sonoff");
  private static final String KEY = "4b1f7a0e-3c55-4a70-9d0b-2f6f7f1f0a11";

  private static Bytes hex(String digits) {
    return Bytes.wrap(HexFormat.of().parseHex(digits));
  }

  @Test
  void the_vector_of_the_sheet_comes_out() {
    var cipher = LanCipher.of(KEY);
    Bytes iv = hex("000102030405060708090a0b0c0d0e0f");
    assertThat(cipher.encrypted(iv, Bytes.utf8("{\"switch\":\"on\"}")))
        .isEqualTo("eokNo+WVBDzI/CocTVEo6g==");
    assertThat(cipher.decrypted("AAECAwQFBgcICQoLDA0ODw==", "eokNo+WVBDzI/CocTVEo6g=="))
        .contains(Bytes.utf8("{\"switch\":\"on\"}"));
  }

  @Test
  void what_is_no_message_of_this_key_is_nothing() {
    var cipher = LanCipher.of(KEY);
    String iv = "AAECAwQFBgcICQoLDA0ODw==";
    for (String data : new String[] {"", "e", "eokN", "!!!", "eokNo+WVBDzI/CocTVEo6Q==="})
      assertThat(cipher.decrypted(iv, data)).as(data).isEmpty();
    assertThat(cipher.decrypted("AAEC", "eokNo+WVBDzI/CocTVEo6g==")).isEmpty();
    Optional<Payload> other =
        LanCipher.of("another key")
            .decrypted(iv, "eokNo+WVBDzI/CocTVEo6g==")
            .flatMap(Documents::object);
    assertThat(other).isEmpty();
  }

  @Test
  void it_never_shows_its_key() {
    assertThat(LanCipher.of(KEY).toString()).doesNotContain("4b1f").isEqualTo("LanCipher");
  }

  @Test
  void all_shared_vectors_agree() throws IOException {
    Path file = SHARED.resolve("aes_vectors.json");
    Assumptions.assumeTrue(Files.exists(file), "the shared vectors are not beside this tree");
    var vectors = Payload.json(Bytes.wrap(Files.readAllBytes(file))).orElseThrow().items();
    assertThat(vectors).hasSizeGreaterThan(4);
    for (Payload vector : vectors) {
      var cipher = LanCipher.of(vector.at("devicekey").textOr(""));
      Bytes iv = hex(vector.at("iv_hex").textOr(""));
      Bytes plain = Bytes.utf8(vector.at("plaintext").textOr(""));
      String data = vector.at("data_base64").textOr("");
      String name = vector.at("name").textOr("");
      assertThat(cipher.encrypted(iv, plain)).as(name).isEqualTo(data);
      assertThat(cipher.decrypted(vector.at("iv_base64").textOr(""), data))
          .as(name)
          .contains(plain);
      var pieces = new StringBuilder();
      vector.at("txt_chunks").items().forEach(piece -> pieces.append(piece.textOr("")));
      assertThat(pieces.toString()).as(name).isEqualTo(data);
    }
  }
}
