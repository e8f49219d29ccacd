package steward.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Word;

/// A device that floods: what is merged, what is dropped, and that nothing else suffers.
class InboxTest {
  private final Inbox<String> inbox = new Inbox<>();

  private static Reading power(String thing, double watts) {
    return Reading.of(new Udn("sample:" + thing), Property.POWER, Amount.watts(watts), Instant.EPOCH);
  }

  private static Reading press(String thing) {
    return Reading.of(new Udn("sample:" + thing), Property.BUTTON, new Word("single"), Instant.EPOCH);
  }

  private List<Reading> takeAll() {
    var all = new ArrayList<Reading>();
    @Nullable Reading next;
    while ((next = inbox.takeReading()) != null) all.add(next);
    return all;
  }

  @Test
  void below_the_limit_every_reading_is_kept_in_order() {
    for (int i = 0; i < 1_000; i++) inbox.addReading(power("flood", i));
    assertThat(takeAll()).extracting(reading -> reading.value().scalar())
        .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());
    assertThat(inbox.merged.sum()).isZero();
  }

  @Test
  void a_flood_is_merged_to_the_newest_and_the_others_get_through() {
    for (int i = 0; i < 200_000; i++) inbox.addReading(power("flood", i));
    inbox.addReading(power("quiet", 7));
    List<Reading> all = takeAll();
    assertThat(all).hasSizeLessThan(Inbox.MERGE_FROM + 10);
    assertThat(all).contains(power("quiet", 7), power("flood", 199_999));
    assertThat(inbox.merged.sum()).isGreaterThan(180_000);
    assertThat(inbox.dropped.sum()).isZero();
  }

  @Test
  void presses_are_never_merged_but_a_thing_has_only_its_share_of_a_full_lane() {
    for (int i = 0; i < Inbox.MERGE_FROM; i++) inbox.addReading(power("flood", i));
    for (int i = 0; i < 500; i++) inbox.addReading(press("button"));
    for (int i = 0; i < 3; i++) inbox.addReading(press("doorbell"));
    List<Reading> all = takeAll();
    assertThat(all.stream().filter(press("button")::equals)).hasSize(Inbox.PRESSES_OF_THING_MAX);
    assertThat(all.stream().filter(press("doorbell")::equals)).hasSize(3);
    assertThat(inbox.dropped.sum()).isEqualTo(400);
  }

  @Test
  void the_control_lane_refuses_at_its_limit_and_drops_nothing() {
    int taken = 0;
    for (int i = 0; i < Inbox.CONTROL_MAX + 5; i++) if (inbox.addControl("c" + i)) taken++;
    assertThat(taken).isEqualTo(Inbox.CONTROL_MAX);
    assertThat(inbox.refused.sum()).isEqualTo(5);
    assertThat(inbox.takeControl()).isEqualTo("c0");
    assertThat(inbox.addControl("again")).isTrue();
  }
}
