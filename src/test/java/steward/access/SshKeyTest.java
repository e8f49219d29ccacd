package steward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The public halves of keys that ssh-keygen made for this test; their private halves are gone.
class SshKeyTest {
  static final String ED25519 =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBgTZwBRF/b3qPn/Nmbxq+X/TrwcYZojTOh4gEDTRwR/";

  private static final String RSA_3072 =
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC26taMupRyPXzj+v5VgaDB+8HadKFTS75RijJElNgH"
          + "I0CW/bXcpZq5uQjoLHdMVAHzYw/nCHbX30ex4nBBYepm6CPRwIDXAwUe5TD+qTDStCoRlHuCt5WAt3Tm"
          + "X0aGUQHMs/K8sy5GVd3IUWKqQMZYG+HX4diocXGbnptCxXO6/HkBTptQHtskGOhY7e+Ozl8Iv1OG4UYt"
          + "fh06CjdHaE5fOAg2fv8hCtyfZwp3R7FndwGrtUEGOpoVmnWZcq31FWmx1DWQiLzOFTsVoVR0babqN2xO"
          + "uYj7CDY7bi32esF+A4xjoMkYYX9g2CFwlkUl+xFkid2szs4mMwnDvgEpe3E68fPIUG9XYL8rk9vcRV9N"
          + "WYatRWbFcngWSH6J6xwWsLvqlTTOtkD0VWbPvc5Pwh4vNwQfsNsI6DVTAThav62X0DRloDRvt+7Xxyx1"
          + "wVOuKUTa6yMOOtsfI4Cg6Kfzd0c/+GyZizf3HWMX5JD4OgplQGcj5IVNX39Bstc8EgtappU=";

  private static final String RSA_2048 =
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCdV5imK+FejC7SXtaaeyKdQ8JAAS515EZlRb9im07g"
          + "aWCJZa/6vzyoALPVYi7w5WCoX+Rl3UjhnV1hTWF0k4vfOLj5t/Dinoa2xmMhJV6nFAZ1+ihcEE9e8faY"
          + "I77jXW7FaQmSCxK18WmHO/yr72intaAQHPb+r1XdPAlLd47Rr1GBll8hAxOUNYoCvxQT7iAhmsvyyOPW"
          + "JQB25qs/ikxyOcX2wCSFkCQJkuAADUWGHSCaeA8UvjmHTDqCx1EIl3auZ2iUHuhaDylj7iDvg4xwVxts"
          + "xTo2tFr8QsBZBqDvLkCpDD6Wi+R/ONjBJ5OjpRlmFa4GwpbXPmZSx428k+2d";

  private static final String ECDSA_256 =
      "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBLBhAvZh"
          + "I1JhsX+qZ89KRALMA4X96xMAbRsOGRR3sZ+T47Q03l5p4emh5d1l/qc+YN0LC7/BDMpJQS56U9TtYEM=";

  private static final String ECDSA_384 =
      "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBGCZMU8r"
          + "vMbWgVUc0rBgwHxqwjV1c7XEa+lkCb2eUToTAVi8soc3BQD0d2GE47XDGiLXABNCzVVn3vteM322NC2G"
          + "kKQ3jkc3SdrpQqKCe4S2++uVZuoVVK09TQ4o77sd/Q==";

  private static final String ECDSA_521 =
      "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAByjUwD"
          + "b8C8B4urfUFM7s+HfyfCMlTmnZSi5zVcyiJ0kOFVUJuvVKqLAuhIqrnmg8kIXKamaizciLXyLrqu0doE"
          + "CAAigyc/N1Su+wxCVGhBp+m+rFSiccz7IkFicxNtEmvCwiVHhndB++dwJ794++eoV3BU9W1/Bj3KlimJ"
          + "/sei8xlKlQ==";

  @Test
  void keys_of_ssh_keygen_are_read_and_have_the_fingerprint_that_it_shows() {
    var keys =
        Map.ofEntries(
            Map.entry(ED25519, "SHA256:xxQUwNWklRTm1NygkyAnI8AON1kJC843a8BnUqlO998"),
            Map.entry(RSA_3072, "SHA256:KBB6FWti6K9ydQcOQ/UdIZC82NJKn9mh+WmEcjhh000"),
            Map.entry(ECDSA_256, "SHA256:YvKa4TZr0o94WBRLyACiTSv7BdfqnCQ3oGvk53uvaHU"),
            Map.entry(ECDSA_384, "SHA256:7I9LxFWO+w0rUVTXBxikYOscF5jX8KeLW1HfXYjMcig"),
            Map.entry(ECDSA_521, "SHA256:5SrFips8iN6ZqWdfBzv2uIIlrrDcel9BRkcznIf1WLE"));
    keys.forEach((line, fingerprint) -> {
      assertThat(SshKey.read(line + " someone@somewhere with spaces").fingerprint())
          .isEqualTo(fingerprint);
      assertThat(SshKey.read("  " + line + "\n").toString()).isEqualTo(line);
    });
  }

  private static void refused(String line, String why) {
    assertThatThrownBy(() -> SshKey.read(line))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(why);
  }

  @Test
  void what_is_no_whole_key_is_refused_with_a_reason() {
    refused("16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", "MD5 fingerprint");
    refused("MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", "MD5 fingerprint");
    refused("SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8", "fingerprint");
    refused("-----BEGIN OPENSSH PRIVATE KEY-----", "private key");
    refused(RSA_2048, "2048 bits");
    refused("ssh-dss AAAAB3NzaC1kc3MAAACBAP", "type");
    refused("sk-ssh-ed25519@openssh.com AAAA", "type");
    refused("command=\"sh\" " + ED25519, "type");
    refused("", "Expected one line");
    refused("ssh-ed25519", "Expected one line");
    refused(ED25519 + "\n" + ED25519, "Expected one line");
    refused("x".repeat(5_000), "too long");
  }

  @Test
  void a_damaged_key_is_refused_wherever_it_is_damaged() {
    byte[] bytes = Base64.getDecoder().decode(ED25519.split(" ", -1)[1]);
    for (int length = 0; length < bytes.length; length++) {
      refused("ssh-ed25519 " + base64(java.util.Arrays.copyOf(bytes, length)), "damaged");
    }
    refused("ssh-ed25519 " + base64(java.util.Arrays.copyOf(bytes, bytes.length + 1)), "damaged");
    refused("ssh-rsa " + ED25519.split(" ", -1)[1], "damaged");
    refused("ssh-ed25519 ####", "damaged");
    byte[] huge = bytes.clone();
    huge[0] = 0x7f;
    refused("ssh-ed25519 " + base64(huge), "damaged");
    byte[] point = Base64.getDecoder().decode(ECDSA_256.split(" ", -1)[1]);
    point[point.length - 1] ^= 1;
    refused("ecdsa-sha2-nistp256 " + base64(point), "not on the curve");
  }

  private static String base64(byte[] bytes) {
    String text = Base64.getEncoder().encodeToString(bytes);
    return text.isEmpty() ? "=" : text;
  }
}
