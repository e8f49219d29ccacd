package steward.network.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.config.Golden;
import steward.hub.Drivers;
import steward.network.enclosure.Lanes;
import steward.network.fence.Lane;
import steward.value.Bytes;
import steward.value.Malformed;

/// The profiles of the program, and those of an owner beside them.
final class ProfilesTest {
  private static final Path DOCUMENT = Path.of("docs", "profiles.md");
  private static final String BEGIN = "<!-- profiles -->\n";
  private static final String END = "<!-- /profiles -->";
  private static final Profiles PROGRAM = new Profiles(List.of());

  @TempDir Path home;

  @Test
  void the_documentation_lists_every_way_of_every_profile() throws IOException {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(begin).as("the marks of the list").isBetween(BEGIN.length(), end);
    String list =
        Profiles.shipped().stream().map(ProfilesTest::section).collect(Collectors.joining());
    Golden.check(DOCUMENT, text.substring(0, begin) + list + "\n" + text.substring(end));
  }

  private static String section(Profile one) {
    var text = new StringBuilder("\n### " + one.title() + " (`" + one.id() + "`)\n\n");
    if (!one.supported()) text.append("**Its maker no longer cares for it.** ");
    text.append(one.says()).append('\n');
    if (!one.knocks().isEmpty())
      text.append("\nAt the steward: ")
          .append(
              one.knocks().stream()
                  .map(way -> way.ports().toString())
                  .collect(Collectors.joining(", ")))
          .append(".\n");
    if (one.passages().isEmpty()) return text.append("\nIt needs no way out.\n").toString();
    text.append("\n| open | way | for | stops without it |\n|---|---|---|---|\n");
    for (Passage way : one.passages())
      text.append(
          "| %s | %s%s | %s%s | %s |\n"
              .formatted(
                  way.usual().label(),
                  Lanes.says(way.lane()),
                  way.isWider() ? " (wider than one name)" : "",
                  way.need().label(),
                  way.why().isEmpty() ? "" : ": " + way.why(),
                  way.stops()));
    return text.toString();
  }

  @Test
  void each_profile_of_the_program_is_written_and_read_as_itself() {
    assertThat(Profiles.shipped()).hasSizeGreaterThan(12);
    for (Profile one : Profiles.shipped()) {
      assertThat(MudReader.read(Bytes.utf8(MudWriter.write(one)))).isEqualTo(one);
      assertThat(one.notes()).as(one.id()).isEmpty();
      assertThat(one.passages()).allSatisfy(way -> assertThat(way.source()).isNotBlank());
      assertThat(one.whileBroughtIn())
          .allMatch(lane -> lane instanceof Lane.Out o && o.windowOnly());
    }
  }

  @Test
  void every_family_of_the_house_has_a_profile_that_its_closest_binding_picks() {
    for (var family : Drivers.families()) {
      var binding =
          family.name().equals("webhook") ? Map.of("kind", "withings") : Map.<String, String>of();
      assertThat(PROGRAM.of(Stations.thing(family.name(), binding, Set.of())))
          .as(family.name())
          .isPresent();
    }
    assertThat(id("sonoff", Map.of("mode", "lan"))).contains("sonoff");
    assertThat(id("sonoff", Map.of("mode", "diy"))).contains("sonoff-diy");
    assertThat(id("sonoff", Map.of("mode", "stock"))).contains("sonoff-stock");
    assertThat(id("kasa", Map.of("dialect", "smart"))).contains("tapo");
    assertThat(id("kasa", Map.of("dialect", "iot"))).contains("kasa");
    assertThat(id("webhook", Map.of("kind", "github"))).isEmpty();
    var asking = Stations.station(List.of("pool.ntp.org", "netcom.netatmo.net"), List.of());
    assertThat(PROGRAM.of(asking, Optional.empty()).map(Profile::id)).contains("netatmo");
  }

  private static Optional<String> id(String family, Map<String, String> binding) {
    return PROGRAM.of(Stations.thing(family, binding, Set.of())).map(Profile::id);
  }

  @Test
  void an_owners_file_goes_before_the_programs_and_is_there_after_a_start() throws IOException {
    String own =
        MudWriter.write(PROGRAM.find("hue").orElseThrow())
            .replace("\"id\" : \"hue\"", "\"id\" : \"my-hue\"");
    var book = new ProfileBook(home);
    assertThat(book.add(Bytes.utf8(own)).id()).isEqualTo("my-hue");
    var again = new ProfileBook(home);
    assertThat(again.profiles().of(Stations.thing("hue", Map.of(), Set.of())).map(Profile::id))
        .contains("my-hue");
    assertThatThrownBy(() -> again.add(Bytes.utf8(own.replace("my-hue", "hue"))))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> again.add(Bytes.utf8(own.replace("\"accept\"", "\"drop\""))))
        .isInstanceOf(Malformed.class);
    Files.writeString(home.resolve("profiles/broken.json"), "{");
    Files.writeString(home.resolve("profiles/other.json"), own);
    var third = new ProfileBook(home);
    assertThat(third.profiles().own()).hasSize(1);
    assertThat(third.troubles()).hasSize(2);
    assertThat(third.files()).as("all of them take a place").hasSize(3).contains("broken");
    third.add(Bytes.utf8(own.replace("my-hue", "a-hue")));
    third.add(Bytes.utf8(own.replace("A Hue", "The Hue")));
    assertThat(third.profiles())
        .as("as at the next start")
        .isEqualTo(new ProfileBook(home).profiles());
    assertThat(third.remove("a-hue")).isTrue();
    assertThat(third.profiles()).isEqualTo(new ProfileBook(home).profiles());
    assertThat(third.remove("my-hue")).isTrue();
    assertThat(third.remove("../wants")).isFalse();
    for (int i = third.profiles().own().size() + 2; i < OwnProfiles.FILES_MAX; i++)
      Files.writeString(home.resolve("profiles/w" + i + ".json"), "{}");
    assertThatThrownBy(() -> third.add(Bytes.utf8(own))).hasMessageContaining("100 files already");
  }
}
