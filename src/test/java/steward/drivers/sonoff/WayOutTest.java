package steward.drivers.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayOutTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "'Sonoff Basic', 1.0.4, YES, NO, YES, STOCK",
    "Basic, 1.5.5, YES, NO, YES, STOCK",
    "Basic, 1.6.0, NO, NO, YES, TASMOTA",
    "Basic, 1.8.1, NO, PERHAPS, YES, TASMOTA",
    "TH16, 2.0.3, PERHAPS, NO, YES, TASMOTA",
    "B1, 2.0.3, PERHAPS, NO, YES, TASMOTA",
    "S20, 2.6.1, NO, PERHAPS, YES, TASMOTA",
    "S26, 3.0.1, NO, PERHAPS, YES, TASMOTA",
    "TH16, 3.1.0, NO, YES, YES, LAN",
    "POWR2, 3.4.0, NO, YES, YES, LAN",
    "BASICR3, 3.2.0, NO, YES, YES, LAN",
    "BASICR3, 3.6.0, NO, YES, YES, LAN",
    "'SONOFF MINI R2', v3.7.6, NO, YES, YES, LAN",
    "4CHR3, 3.5.0, NO, YES, PERHAPS, LAN",
    "S26R2, 3.5.0, NO, YES, PERHAPS, LAN",
    "BASICR3, '', PERHAPS, PERHAPS, YES, ''",
    "'', nonsense, PERHAPS, PERHAPS, YES, ''",
  })
  void the_firmware_decides(
      String model,
      String firmware,
      WayOut.Fit stock,
      WayOut.Fit lan,
      WayOut.Fit tasmota,
      String best) {
    WayOut.Advice advice = WayOut.advise(model, firmware);
    assertThat(advice.verdict(WayOut.Way.STOCK).fit()).as("stock").isEqualTo(stock);
    assertThat(advice.verdict(WayOut.Way.LAN).fit()).as("LAN").isEqualTo(lan);
    assertThat(advice.verdict(WayOut.Way.TASMOTA).fit()).as("Tasmota").isEqualTo(tasmota);
    assertThat(advice.best().map(Enum::name).orElse("")).isEqualTo(best);
  }

  @Test
  void it_says_why_a_certificate_of_our_own_does_not_help() {
    assertThat(WayOut.advise("Basic", "1.6").sentences())
        .anyMatch(s -> s.contains("no certificate that can be made or bought will do"))
        .last()
        .asString()
        .startsWith("Do not pair it");
  }

  @Test
  void only_models_with_diy_mode_are_flashed_over_the_air() {
    assertThat(WayOut.advise("BASICR3", "3.6").verdict(WayOut.Way.TASMOTA).why())
        .startsWith("Over the air");
    assertThat(WayOut.advise("TH16", "3.6").verdict(WayOut.Way.TASMOTA).why())
        .startsWith("Over its serial pins");
    assertThat(WayOut.advise("BASICR3", "3.6").verdict(WayOut.Way.LAN).why()).contains("no key");
    assertThat(WayOut.advise("TH16", "3.6").verdict(WayOut.Way.LAN).why()).contains("device key");
  }

  @Test
  void hostile_words_are_only_words() {
    assertThat(WayOut.advise("<script>".repeat(1000), "9".repeat(5000)).best()).isEmpty();
  }
}
