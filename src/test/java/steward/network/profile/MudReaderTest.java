package steward.network.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.value.Bytes;
import steward.value.Malformed;

/// A MUD file is read strictly: what is not understood opens nothing.
final class MudReaderTest {
  private static final String NAME = "\"ietf-acldns:dst-dnsname\":\"api.maker.example\"";
  private static final String PORT = "\"operator\":\"eq\",\"port\":443";
  private static final String OUT =
      "{\"name\":\"a\",\"matches\":{\"ipv4\":{"
          + NAME
          + ",\"protocol\":6},\"tcp\":{\"ietf-mud:direction-initiated\":\"from-device\","
          + "\"destination-port\":{"
          + PORT
          + "}}},\"actions\":{\"forwarding\":\"accept\"}}";
  private static final String BACK =
      "{\"name\":\"b\",\"matches\":{\"ipv4\":{\"ietf-acldns:src-dnsname\":\"api.maker.example\","
          + "\"protocol\":6},\"tcp\":{\"source-port\":{\"operator\":\"eq\",\"port\":443}}},"
          + "\"actions\":{\"forwarding\":\"accept\"}}";
  private static final String FILE =
      """
      {"ietf-mud:mud":{"mud-version":1,"mud-url":"https://maker.example/mud/washer.json",
       "last-update":"2026-01-01T00:00:00+01:00","is-supported":true,"cache-validity":48,
       "systeminfo":"A washer","documentation":"https://maker.example/help",
       "from-device-policy":{"access-lists":{"access-list":[{"name":"from"}]}},
       "to-device-policy":{"access-lists":{"access-list":[{"name":"to"}]}}},
       "ietf-access-control-list:acls":{"acl":[
        {"name":"from","type":"ipv4-acl-type","aces":{"ace":[%s]}},
        {"name":"to","type":"ipv4-acl-type","aces":{"ace":[%s]}}]}}
      """
          .formatted(OUT, BACK);

  private static Profile read(String text) {
    return MudReader.read(Bytes.utf8(text));
  }

  /// The same file with an entry in the list of what goes out.
  private static String with(String entry) {
    return FILE.replace(OUT, OUT + "," + entry);
  }

  private static String ours(String way) {
    return FILE.replace("\"systeminfo\"", "\"extensions\":[\"steward\"],\"systeminfo\"")
        .replace("\"accept\"}}]}},", "\"accept\"},\"steward-profile:way\":{" + way + "}}]}},");
  }

  @Test
  void a_makers_plain_file_is_a_profile_with_nothing_more_than_it_names() {
    Profile washer = read(FILE);
    assertThat(washer.id()).isEqualTo("washer");
    assertThat(washer.title()).isEqualTo("A washer");
    assertThat(washer.lanes()).containsExactly(Lane.Out.to("api.maker.example", 443));
    assertThat(washer.notes()).isEmpty();
    assertThat(read(MudWriter.write(washer)).passages()).isEqualTo(washer.passages());
  }

  @Test
  void what_a_file_asks_of_the_house_is_not_given_and_said() {
    String peer =
        "{\"name\":\"p\",\"matches\":{\"ietf-mud:mud\":{%s}},\"actions\":{\"forwarding\":\"accept\"}}";
    Profile washer =
        read(
            with(peer.formatted("\"local-networks\":[null]"))
                .replace(BACK, BACK + "," + peer.formatted("\"same-manufacturer\":[null]")));
    assertThat(washer.lanes()).hasSize(1);
    assertThat(washer.notes())
        .hasSize(2)
        .anyMatch(note -> note.contains("home network: it gets the steward"))
        .anyMatch(note -> note.contains("other things of its maker"));
    Profile pinhole =
        read(
            FILE.replace(
                "\"tcp\":{\"source-port\"",
                "\"tcp\":{\"ietf-mud:direction-initiated\":\"to-device\",\"source-port\""));
    assertThat(pinhole.lanes()).hasSize(1);
    assertThat(pinhole.notes())
        .containsExactly("A way in from the Internet stands in the file: none is ever opened.");
    assertThat(read(FILE.replace("from-device\",", "to-device\",")).lanes()).isEmpty();
    Profile knocking =
        read(
            with(
                "{\"name\":\"k\",\"matches\":{\"ietf-mud:mud\":{\"my-controller\":[null]},\"tcp\":"
                    + "{\"destination-port\":{\"port\":1883}}},\"actions\":{\"forwarding\":\"accept\"}}"));
    assertThat(knocking.knocks()).containsExactly(new Lane.Knock(Ports.tcp(1883)));
  }

  @Test
  void our_extension_says_zone_window_and_purpose() {
    Profile washer =
        read(
            ours(
                "\"zone\":true,\"usual\":\"window\",\"purpose\":\"firmware\",\"why\":\"<i>\\u202eNew\""));
    Passage way = washer.passages().getFirst();
    assertThat(way.lane())
        .isEqualTo(new Lane.Out(new Host("api.maker.example", true), Ports.tcp(443), false, true));
    assertThat(way.need()).isEqualTo(Need.FIRMWARE);
    assertThat(way.why()).isEqualTo("iNew");
    assertThat(way.isWider()).isTrue();
  }

  @Test
  void what_is_not_sound_is_refused_with_its_place_and_reason() {
    var cases = new LinkedHashMap<String, String>();
    String[] names = {"*", "*.maker.example", "192.0.2.7", "2001:db8::1", "router", "a..b", ""};
    for (String name : names)
      cases.put(FILE.replace(NAME, "\"ietf-acldns:dst-dnsname\":\"" + name + "\""), "dst-dnsname");
    cases.put(FILE.replace(NAME + ",", ""), "matches everything");
    cases.put(FILE.replace(NAME, "\"destination-ipv4-network\":\"0.0.0.0/0\""), "not an address");
    for (String port : List.of("0", "65536", "-1", "443.5", "\"443\"", "null"))
      cases.put(
          FILE.replace("\"port\":443}}},\"actions", "\"port\":" + port + "}}},\"actions"), "port");
    cases.put(
        FILE.replace("\"destination-port\":{" + PORT + "}", "\"source-port\":{" + PORT + "}"),
        "matches every port");
    cases.put(
        FILE.replace(
            "\"destination-port\":{" + PORT,
            "\"destination-port\":{\"lower-port\":1,\"upper-port\":65535"),
        "1024 ports");
    cases.put(
        FILE.replace(
            "\"operator\":\"eq\",\"port\":443}}},\"actions\":{\"forwarding\":\"accept\"}}]}},",
            "\"operator\":\"neq\",\"port\":443}}},\"actions\":{\"forwarding\":\"accept\"}}]}},"),
        "eq with port");
    for (String action : List.of("drop", "reject"))
      cases.put(FILE.replaceFirst("\"accept\"", "\"" + action + "\""), "forwarding");
    refused(cases);
  }

  @Test
  void what_the_whole_file_says_is_held_to_as_well() {
    var cases = new LinkedHashMap<String, String>();
    for (String version : List.of("2", "0", "\"1\"", "1.5"))
      cases.put(FILE.replace("\"mud-version\":1", "\"mud-version\":" + version), "mud-version");
    for (String url :
        List.of(
            "http://maker.example/washer",
            "https://192.0.2.7/washer",
            "https://me@maker.example/washer",
            "file:///washer",
            "https://maker.example/"))
      cases.put(FILE.replace("https://maker.example/mud/washer.json", url), "mud-url");
    cases.put(
        FILE.replace("https://maker.example/help", "http://maker.example/help"), "documentation");
    cases.put(
        FILE.replace("\"systeminfo\"", "\"extensions\":[\"acme\"],\"systeminfo\""), "extensions");
    cases.put(FILE.replace("\"systeminfo\"", "\"acme:more\":1,\"systeminfo\""), "acme:more");
    cases.put(
        FILE.replace("\"protocol\":6},\"tcp\":{\"ietf", "\"protocol\":17},\"tcp\":{\"ietf"),
        "protocol");
    cases.put(FILE.replace("\"ipv4\":{\"ietf-acldns:dst", "\"eth\":{\"ietf-acldns:dst"), "matches");
    cases.put(FILE.replace("A washer", "w".repeat(61)), "systeminfo");
    cases.put(FILE.replace("{\"name\":\"to\"}", "{\"name\":\"nowhere\"}"), "list in this file");
    cases.put(FILE.replace("{\"name\":\"to\"}", ""), "policy of the file names");
    cases.put(FILE.replace("\"cache-validity\":48", "\"cache-validity\":169"), "cache-validity");
    cases.put(FILE.replace("2026-01-01T00:00:00+01:00", "yesterday"), "last-update");
    cases.put(FILE.replace("\"is-supported\":true,", ""), "is-supported");
    cases.put(
        FILE.replace("\"mud-version\":1,", "\"mud-version\":1,\"mud-version\":1,"),
        "no name twice");
    cases.put(FILE + "{}", "one JSON document");
    cases.put("[".repeat(10_000), "deep");
    cases.put(FILE + " ".repeat(MudText.BYTES_MAX), "at most 65536 bytes");
    cases.put(with((OUT + ",").repeat(60) + OUT), "at most 60 entries");
    for (String zone :
        List.of("co.uk", "com.cn", "amazonaws.com", "x.cloudfront.net", "pool.ntp.org"))
      cases.put(
          ours("\"zone\":true")
              .replace(
                  "\"api.maker.example\",\"protocol\":6},\"tcp\":{\"ietf",
                  "\"" + zone + "\",\"protocol\":6},\"tcp\":{\"ietf"),
          "a zone of one owner");
    for (String figures :
        List.of("192.168.1.1/32", "52.28.0.0/16", "127.0.0.1/32", "224.0.0.251/32"))
      cases.put(
          ours("\"figures\":true")
              .replace(NAME, "\"destination-ipv4-network\":\"" + figures + "\""),
          "one public address");
    cases.put(
        ours("\"zone\":true").replace("\"extensions\":[\"steward\"],", ""),
        "declared in extensions");
    cases.put(ours("\"purpose\":\"<script>\""), "purpose");
    refused(cases);
  }

  @Test
  void all_that_is_wrong_is_told_at_once_each_with_its_line() {
    String text =
        with(OUT.replace(NAME, "\"ietf-acldns:dst-dnsname\":\"*\"")
                + ",\n"
                + OUT.replace("443", "70000"))
            .replace("A washer", "w".repeat(61));
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            Malformed.class,
            refused -> {
              assertThat(refused.faults())
                  .extracting(Malformed.Fault::at)
                  .satisfiesExactly(
                      at ->
                          assertThat(at)
                              .endsWith("aces/ace/1/matches/ipv4/ietf-acldns:dst-dnsname"),
                      at -> assertThat(at).endsWith("aces/ace/2/matches/tcp/destination-port/port"),
                      at -> assertThat(at).endsWith("systeminfo"));
              assertThat(refused.faults())
                  .extracting(fault -> fault.mark().orElseThrow().line())
                  .containsExactly(7, 8, 3);
              assertThat(refused.faults().getLast().mark().orElseThrow().shown())
                  .contains("line 3, column 2: ", "\n     ^");
            });
    Profile hostile = read(FILE.replace("A washer", "A \\u202e<b>washer"));
    assertThat(hostile.title()).isEqualTo("A bwasher");
    assertThat(hostile.notes())
        .singleElement()
        .asString()
        .contains("taken out of /ietf-mud:mud/systeminfo.");
  }

  @Test
  void a_file_of_thousands_of_faults_gets_an_answer_that_a_person_can_read() {
    String named = "[{\"name\":\"from\"}";
    String some = named + ",{\"name\":\"no such\"}".repeat(60);
    assertThatThrownBy(() -> read(FILE.replace(named, some)))
        .isInstanceOfSatisfying(
            Malformed.class,
            refused -> {
              assertThat(refused.faults()).hasSize(Faults.MOST + 1);
              assertThat(refused.faults().getFirst().mark().orElseThrow().line()).isEqualTo(4);
              assertThat(refused.faults().getLast().sentence())
                  .isEqualTo("expected at most 50 places to mend at once, got more");
            });
    String many = named + ",{\"name\":\"a\"}".repeat(4_900);
    refused(Map.of(FILE.replace(named, many), "access-list: expected at most 64"));
    String deep = "[".repeat(10) + "\"<\",".repeat(9_000) + "1" + "]".repeat(10);
    refused(Map.of(FILE.replace("48", deep), "cache-validity: expected a number"));
  }

  private static void refused(Map<String, String> cases) {
    cases.forEach((text, reason) ->
        assertThatThrownBy(() -> read(text))
            .as(reason)
            .isInstanceOf(Malformed.class)
            .hasMessageContaining(reason));
  }

  @Test
  void whatever_becomes_of_a_file_it_is_refused_or_as_narrow_as_it_says() {
    var files = new ArrayList<byte[]>();
    files.add(FILE.getBytes(StandardCharsets.UTF_8));
    for (Profile one : Profiles.shipped())
      files.add(MudWriter.write(one).getBytes(StandardCharsets.UTF_8));
    var chance = new Random(6);
    int taken = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] file = files.get(chance.nextInt(files.size())).clone();
      for (int change = 1 + chance.nextInt(3); change > 0; change--)
        file[chance.nextInt(file.length)] = (byte) "\"{}[]:,*0159.-aé\n".charAt(chance.nextInt(16));
      try {
        Profile read = MudReader.read(Bytes.of(file));
        taken++;
        for (Lane lane : read.lanes()) assertThat(isNarrow(lane)).as("%s", lane).isTrue();
      } catch (Malformed refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    assertThat(taken).as("files that are sound still").isPositive();
  }

  private static boolean isNarrow(Lane lane) {
    return switch (lane) {
      case Lane.Out(Host host, Ports ports, boolean six, _) ->
          !six
              && ports.last() - ports.first() < 1024
              && (!host.zone() || Domains.obstacle(host.name()).isEmpty());
      case Lane.Exact(var target, _, _) -> target.bits() >= 32;
      case Lane.In _, Lane.Knock _ -> false;
    };
  }

  @Test
  void an_owners_zone_ends_where_strangers_begin() {
    var registrable =
        Map.of(
            "eu-disp.coolkit.cc", "coolkit.cc",
            "a.b.maker.co.uk", "maker.co.uk",
            "www.maker.com.cn", "maker.com.cn",
            "maker.example", "maker.example");
    registrable.forEach((name, owner) -> assertThat(Domains.registrable(name)).isEqualTo(owner));
    assertThat(Domains.zone(List.of("a.x.maker.example", "b.x.maker.example")))
        .contains("x.maker.example");
    assertThat(Domains.zone(List.of("a.s3.amazonaws.com", "b.s3.amazonaws.com"))).isEmpty();
    assertThat(Domains.zone(List.of("a.one.example", "b.two.example"))).isEmpty();
  }
}
