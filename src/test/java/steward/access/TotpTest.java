package steward.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);

  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void codes_are_those_of_the_standard(long at, String code) {
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(at)), 8)).isEqualTo(code);
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(at))))
        .isEqualTo(code.substring(2));
  }

  private static String code(long stepsAway) {
    return Totp.code(SECRET, Totp.step(NOW) + stepsAway);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void one_step_on_either_side_is_right(long away) {
    assertThat(Totp.read(SECRET, code(away), NOW))
        .isEqualTo(new Totp.Reading.Right(Totp.step(NOW) + away));
  }

  @ParameterizedTest
  @ValueSource(longs = {-20, -2, 2, 20})
  void a_clock_up_to_ten_minutes_off_is_told_from_a_wrong_code(long away) {
    var reading = Totp.read(SECRET, code(away), NOW);
    assertThat(reading).isInstanceOf(Totp.Reading.OtherClock.class);
    Duration by = ((Totp.Reading.OtherClock) reading).by();
    assertThat(by.minus(Totp.STEP.multipliedBy(away)).abs()).isLessThanOrEqualTo(Totp.STEP);
  }

  @Test
  void beyond_that_it_is_wrong() {
    assertThat(Totp.read(SECRET, code(21), NOW)).isEqualTo(new Totp.Reading.Wrong());
    assertThat(Totp.read(SECRET, code(-21), NOW)).isEqualTo(new Totp.Reading.Wrong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "81804",
        "0081804",
        "08180x",
        "٠٨١٨٠٤",
        "-81804",
        "081 804 081 804 081 804 081 804"
      })
  void what_is_not_six_digits_is_wrong(String typed) {
    assertThat(Totp.read(SECRET, typed, NOW)).isEqualTo(new Totp.Reading.Wrong());
  }

  @Test
  void a_space_in_the_middle_is_how_apps_show_it() {
    assertThat(Totp.read(SECRET, "081 804", NOW)).isInstanceOf(Totp.Reading.Right.class);
  }

  @Test
  void the_uri_is_one_that_every_app_reads() {
    assertThat(Totp.uri("Müller & Söhne: Küche +1*", SECRET))
        .isEqualTo(
            "otpauth://totp/Steward:M%C3%BCller%20%26%20S%C3%B6hne%20%20K%C3%BCche%20%2B1%2A"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Steward");
  }

  @Test
  void secrets_are_160_bits_and_differ() {
    assertThat(Totp.newSecret()).hasSize(20).isNotEqualTo(Totp.newSecret());
  }

  @Test
  void base32_is_read_as_people_type_it() {
    byte[] bytes = Hashes.random(10);
    String text = Base32.of(bytes);
    String typed =
        text.toLowerCase(Locale.ROOT)
            .replace('o', '0')
            .replace('i', '1')
            .replaceAll("(.{4})", "$1 ");
    assertThat(Base32.read(typed, 10)).contains(bytes);
    assertThat(Base32.read(text, 11)).isEmpty();
    assertThat(Base32.read(text.substring(1), 10)).isEmpty();
    assertThat(Base32.read(text + "A", 10)).isEmpty();
    assertThat(Base32.read("*".repeat(16), 10)).isEmpty();
    assertThat(Base32.of(Hashes.random(16))).hasSize(26);
  }

  @Test
  void a_qr_code_is_a_square_of_modules() {
    var rows = QrRows.of(Totp.uri("Alice", SECRET));
    assertThat(rows).hasSizeGreaterThan(20).allMatch(row -> row.length() == rows.size());
    assertThat(rows.getFirst()).matches("[01]+").startsWith("1111111");
  }
}
