package steward.drivers.kasa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import steward.driver.Kept;
import steward.driver.Payload;
import steward.value.Bytes;

/// The ciphers against the vectors of the fact sheet.
class VectorsTest {
  private static final Instant AT = Instant.parse("2026-11-21T18:00:00Z");
  private static final Bytes LOCAL = hex("000102030405060708090a0b0c0d0e0f");
  private static final Bytes REMOTE = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
  private static final Account ACCOUNT =
      new Account("test", "user@example.com", "Secret-Passw0rd", true);
  private static final String SERVER_1 =
      "c024f9252307032540d8fc19fd9cef335e8ac3d0062cb59bec800d4116ba1f37";
  private static final String SERVER_2 =
      "5297beb247992eff91049b455a0c9ef2495b552cad4b3ddf051b39d6cb638262";

  private static Bytes hex(String hex) {
    return Bytes.wrap(HexFormat.of().parseHex(hex));
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }

  private static Greeting greeting(String server) {
    return Greeting.of(LOCAL, Digests.joined(REMOTE, hex(server)), List.of(ACCOUNT)).orElseThrow();
  }

  @Test
  void the_old_cipher_is_that_of_the_sheet() {
    assertThat(hex(Xor.encrypt("{\"system\":{\"get_sysinfo\":{}}}")))
        .isEqualTo("d0f281f88bff9af7d5ef94b6d1b4c09fec95e68fe187e8caf08bf68bf6");
    assertThat(hex(Xor.encrypt("{\"system\":{\"set_relay_state\":{\"state\":1}}}")))
        .isEqualTo(
            "d0f281f88bff9af7d5ef94b6c5a0d48bf99cf091e8b7c4b0d1a5c0e2d8a381f286e793f6d4eedfa2dfa2");
    assertThat(Xor.decrypt(hex("d0ad")).text()).isEqualTo("{}");
  }

  @Test
  void the_packets_of_discovery_have_the_checksum_of_the_sheet() {
    assertThat(hex(Knock.PLAIN)).isEqualTo("020000010000000000000000463cb5d3");
    Bytes payload =
        Bytes.utf8(
            "{\"params\":{\"rsa_key\":\"-----BEGIN PUBLIC KEY-----\\nTEST\\n-----END PUBLIC"
                + " KEY-----\\n\"}}");
    assertThat(payload.length()).isEqualTo(85);
    assertThat(hex(Digests.slice(Knock.packet(0x11, 0x01020304, payload), 0, 16)))
        .isEqualTo("0200000100551100010203042538326a");
  }

  @Test
  void klap_of_version_1_is_that_of_the_sheet() {
    Greeting greeting = greeting(SERVER_1);
    assertThat(greeting.version()).isEqualTo(Account.Version.V1);
    assertThat(hex(greeting.secret())).isEqualTo("3b125adfca3442d327db7e25724945d0");
    assertThat(hex(greeting.proof()))
        .isEqualTo("a37b4d126e583ef0fc2473565d9dceff2e855857f8088a79ca4223af6ba15791");
    Session session = Session.of(greeting, Map.of(), AT);
    assertThat(hex(session.key())).isEqualTo("2b3b65f9edf59f6079946469afeddbc1");
    assertThat(hex(session.vector())).isEqualTo("b415a20758b8c2f8589cf150");
    assertThat(session.number()).isEqualTo(-852816628);
    assertThat(hex(session.signature()))
        .isEqualTo("5c01521de8df93389fc26ced67112d38f8f6ed54933b92517c8b318f");
    Session first = session.next();
    assertThat(first.number()).isEqualTo(-852816627);
    assertThat(hex(first.seal(Bytes.utf8("{\"system\":{\"get_sysinfo\":{}}}"))))
        .isEqualTo(
            "bb04c1defcea28060fbe31a5461d1acfa69966b6c7023b210f051ed1d441932ab08007656010819d6b18"
                + "de532597715e6f69298f9c3fd7d068c5c0cf976e4b33");
    Bytes answer =
        hex(
            "dc52137f995515e2559cdad355debda327d0818b2af62c0b31e203b02f50a9f9b08007656010819d6b18"
                + "de532597715ee08397a6bcfa05e2563606e572594edc3181763543ea6547a63b619732e09169");
    assertThat(first.open(answer).orElseThrow().text())
        .isEqualTo("{\"system\":{\"get_sysinfo\":{\"err_code\":0}}}");
    assertThat(first.next().open(answer)).as("the same answer under the next number").isEmpty();
  }

  @Test
  void klap_of_version_2_is_that_of_the_sheet() {
    Greeting greeting = greeting(SERVER_2);
    assertThat(greeting.version()).isEqualTo(Account.Version.V2);
    assertThat(hex(greeting.secret()))
        .isEqualTo("d6484efdff89a6e8c989c48fc2bd8213b835d71479448054cc7b9d2359f54edb");
    assertThat(hex(greeting.proof()))
        .isEqualTo("13d5aca9dd73d435a2d2a84d30d1e6192537fb5f1f2998d3a6de80bb9a3d5ec6");
    Session session = Session.of(greeting, Map.of(), AT);
    assertThat(session.number()).isEqualTo(1984497276);
    assertThat(hex(session.next().seal(Bytes.utf8("{\"method\":\"get_device_info\"}"))))
        .isEqualTo(
            "6a9f3bdbda818c65b76d1d285c2aa1bcf3dab819b15d2972c326587c93a9494881d05c1c0a815caec235"
                + "054e40473bd1536c26f2097d64d65580c652a6bbbbd7");
  }

  @Test
  void the_published_accounts_have_the_hashes_of_the_sheet() {
    List<Account> published = Account.all(Kept.NOTHING);
    assertThat(published.stream().map(a -> hex(a.secret(Account.Version.V1))))
        .containsExactly(
            "74b751bdd208bc155ae2a6d4167cc44d",
            "a7317ea07dd83e3393fb702d9bf309a7",
            "5873dd45edd01f09c1ef2e7819369e8e");
    assertThat(hex(published.getLast().secret(Account.Version.V2)))
        .isEqualTo("b8628ab91c74f531603f6d5b45e730e54c123a7247b8978272c03f1e13560cea");
    assertThat(published).noneMatch(Account::own);
  }

  @Test
  void the_number_of_a_request_wraps_below_zero() {
    Session usual = Session.of(greeting(SERVER_2), Map.of(), AT);
    var last =
        new Session(usual.key(), usual.vector(), usual.signature(), Integer.MAX_VALUE, "", AT);
    Session next = last.next();
    assertThat(next.number()).isEqualTo(Integer.MIN_VALUE);
    assertThat(next.open(next.seal(Bytes.utf8("{}"))).orElseThrow().text()).isEqualTo("{}");
  }

  @Test
  void cookies_are_read_in_both_spellings_and_only_the_session_is_sent_back() {
    var together = Map.of("set-cookie", "TP_SESSIONID=AB12;TIMEOUT=1440");
    var apart = Map.of("set-cookie", "TIMEOUT=1440; Path=/, TP_SESSIONID=AB12; HttpOnly");
    for (var headers : List.of(together, apart)) {
      Session session = Session.of(greeting(SERVER_1), headers, AT);
      assertThat(session.cookie()).isEqualTo("AB12");
      assertThat(session.until()).isEqualTo(AT.plusSeconds(1440));
    }
    var hostile = Map.of("set-cookie", "TP_SESSIONID=a\r\nX: y;TIMEOUT=99999999999999");
    assertThat(Session.cookie(hostile)).isEqualTo("a");
  }

  @Test
  void secrets_do_not_show_in_texts() {
    Greeting greeting = greeting(SERVER_1);
    Session session = Session.of(greeting, Map.of("set-cookie", "TP_SESSIONID=SECRET"), AT);
    var wire = Wire.start(true).proving(greeting, session, AT);
    assertThat(ACCOUNT + " " + greeting + " " + session + " " + wire)
        .doesNotContain("Passw0rd")
        .doesNotContain("user@")
        .doesNotContain("SECRET");
  }

  @Test
  void the_shared_vectors_agree() throws IOException {
    Path folder = Path.of("../shared/protocols/fixtures/kasa");
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "the shared fixtures are not beside this repository");
    for (Payload one : read(folder.resolve("xor_vectors.json")).items()) {
      assertThat(hex(Xor.encrypt(one.at("plain").textOr(""))))
          .isEqualTo(one.at("udp_hex").textOr(""));
    }
    Payload klap = read(folder.resolve("klap_vectors.json"));
    Payload negative = klap.at("v2_negative_seq");
    var greeting =
        new Greeting(
            hex(negative.at("local_seed").textOr("")),
            hex(negative.at("remote_seed").textOr("")),
            ACCOUNT,
            Account.Version.V2,
            hex(negative.at("auth_hash").textOr("")));
    Session first = Session.of(greeting, Map.of(), AT).next();
    assertThat(first.number()).isEqualTo((int) negative.at("first").at("seq").number().orElse(0));
    assertThat(hex(first.seal(Bytes.utf8(negative.at("first").at("plain").textOr("")))))
        .isEqualTo(negative.at("first").at("body").textOr(""));
    for (String version : List.of("v1", "v2")) {
      Payload vector = klap.at(version);
      Bytes server = hex(vector.at("handshake1_response").textOr(""));
      Greeting met = Greeting.of(LOCAL, server, List.of(ACCOUNT)).orElseThrow();
      Session session = Session.of(met, Map.of(), AT);
      for (Payload request : vector.at("requests").items()) {
        session = session.next();
        assertThat(hex(session.seal(Bytes.utf8(request.at("plain").textOr("")))))
            .isEqualTo(request.at("body").textOr(""));
      }
    }
  }

  private static Payload read(Path file) throws IOException {
    return Payload.json(Bytes.wrap(Files.readAllBytes(file))).orElseThrow();
  }
}
