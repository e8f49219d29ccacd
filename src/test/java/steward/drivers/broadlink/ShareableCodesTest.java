package steward.drivers.broadlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import steward.driver.Kept;
import steward.value.Bytes;

/// Which of what a blaster keeps may leave the house in its folder.
final class ShareableCodesTest {
  private static Bytes code(int kind) {
    return Bytes.of(new byte[] {(byte) kind, 0, 2, 0, 10, 20});
  }

  @Test
  void infrared_is_no_secret_and_radio_and_everything_else_is() {
    var kept =
        new Kept(
            Map.of(
                "code:tv/power", code(0x26),
                "code:gate/open", code(0xb2),
                "code:bell/ring", code(0xd7),
                "code:broken", code(0x26),
                "password", Bytes.utf8("secret")));
    assertThat(new BroadlinkFamily().shareable(kept)).containsExactly("code:tv/power");
  }
}
