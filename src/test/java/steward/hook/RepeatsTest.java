package steward.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.store.StewardDb;
import steward.store.WebhookRow;
import steward.value.Bytes;

/// When a call without an id of its own counts as the same call.
class RepeatsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String DATED =
      "{\"event\":\"bed_in\",\"at\":\"2020-07-08T04:17:06.000+05:00\"}";
  private static final String UNDATED =
      "{\"event\":\"pressed\",\"at\":\"July 8, 2020 at 04:17AM\"}";

  @TempDir Path home;
  private StewardDb db;
  private Repeats repeats;

  @BeforeEach
  void open() throws Exception {
    db = StewardDb.open(home.resolve("steward.db"), InstantSource.fixed(NOON));
    repeats = new Repeats(db.webhooks());
  }

  @AfterEach
  void close() throws Exception {
    db.close();
  }

  @Test
  void an_applet_that_fires_twice_is_heard_once_where_its_body_has_the_second() {
    assertThat(isRepeat("ifttt", DATED, Duration.ZERO)).isFalse();
    assertThat(isRepeat("ifttt", DATED, Duration.ofSeconds(90))).isTrue();
    assertThat(isRepeat("ifttt", DATED, Duration.ofHours(23))).isTrue();
    assertThat(isRepeat("ifttt", DATED.replace("06.000", "07.000"), Duration.ofHours(23)))
        .isFalse();
  }

  @Test
  void without_the_second_the_same_body_later_is_another_event() {
    for (String kind : List.of("ifttt", "generic")) {
      assertThat(isRepeat(kind, UNDATED, Duration.ZERO)).isFalse();
      assertThat(isRepeat(kind, UNDATED, Duration.ofSeconds(9))).isTrue();
      assertThat(isRepeat(kind, UNDATED, Duration.ofSeconds(90))).isFalse();
    }
  }

  @Test
  void a_time_in_a_body_that_its_owner_describes_need_not_be_the_events() {
    assertThat(isRepeat("generic", DATED, Duration.ZERO)).isFalse();
    assertThat(isRepeat("generic", DATED, Duration.ofSeconds(90))).isFalse();
  }

  private boolean isRepeat(String kind, String body, Duration later) {
    var row =
        new WebhookRow(
            kind,
            kind,
            "webhook:" + kind,
            false,
            kind,
            "bearer",
            "",
            "",
            "",
            List.of(),
            NOON,
            Optional.empty(),
            "");
    var arrival = new Arrival(kind, "", Map.of(), Bytes.utf8(body), "127.0.0.1");
    var known = repeats.remember(Hook.of(row), arrival, body + later, NOON.plus(later));
    return known.join().isPresent();
  }
}
