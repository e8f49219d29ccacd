package steward.drivers.shelly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestTest {
  private static final String REALM = "shellyplus1-a8032abe54dc";

  @Test
  void the_vector_of_the_sheet_comes_out() {
    assertThat(Digest.secret(REALM, "mypass"))
        .isEqualTo("2a664d2d18d7519a7980f789874df4d0c6f90d9f51185bed8f2753cc9d9a258b");
    assertThat(Digest.sha256("dummy_method:dummy_uri"))
        .isEqualTo("6370ec69915103833b5222b368555393393f098bfbfbb59f47e0590af135f062");
    var challenge = new Digest.Challenge(REALM, "1625038762", 1);
    assertThat(Digest.frame(challenge, "mypass", "313273957"))
        .contains(
            "\"response\":\"f569a5ba2e0c52f250228a7c76cd24204936902a4f956925ad6c8e9ec0360411\"")
        .doesNotContain("mypass");
  }

  @Test
  void a_challenge_of_a_frame_is_read() {
    String text =
        "{\"auth_type\":\"digest\",\"nonce\":1625038762,\"nc\":1,\"realm\":\""
            + REALM
            + "\",\"algorithm\":\"SHA-256\"}";
    Digest.Challenge challenge = Digest.ofFrame(text).orElseThrow();
    assertThat(challenge).isEqualTo(new Digest.Challenge(REALM, "1625038762", 1));
    assertThat(challenge.isOf("A8032ABE54DC")).isTrue();
    assertThat(challenge.isOf("A8032ABE54DD")).isFalse();
  }

  @Test
  void a_challenge_of_a_header_is_read() {
    assertThat(
            Digest.ofHeader(
                "Digest qop=\"auth\", realm=\""
                    + REALM
                    + "\", nonce=\"60dc59c6\","
                    + " algorithm=SHA-256"))
        .contains(new Digest.Challenge(REALM, "60dc59c6", 1));
  }

  @Test
  void what_could_break_out_of_a_frame_or_header_is_no_challenge() {
    for (String realm : new String[] {"", "a\\\"b", "x y", "a\\r\\nb", "é"}) {
      assertThat(
              Digest.ofFrame("{\"auth_type\":\"digest\",\"nonce\":1,\"realm\":\"" + realm + "\"}"))
          .as(realm)
          .isEmpty();
      assertThat(Digest.ofHeader("Digest realm=\"" + realm + "\", nonce=\"1\", algorithm=SHA-256"))
          .as(realm)
          .isEmpty();
    }
    assertThat(Digest.ofHeader("Basic realm=\"x\"")).isEmpty();
    assertThat(Digest.ofHeader("Digest realm=\"x\", nonce=\"1\", algorithm=MD5")).isEmpty();
    assertThat(Digest.ofFrame("Unauthorized")).isEmpty();
    assertThat(Digest.ofFrame("x".repeat(5000))).isEmpty();
  }
}
