package steward.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFilterTest {
  @ParameterizedTest
  @CsvSource({
    "a/b, a/b, true",
    "a/b, a/bc, false",
    "a/+, a/b, true",
    "a/+, a/b/c, false",
    "a/+/c, a/b/c, true",
    "+/+, a/b, true",
    "+, a/b, false",
    "a/#, a/b/c, true",
    "a/#, a, true",
    "a/#, ab, false",
    "#, a/b, true",
    "#, $SYS/x, false",
    "+/x, $SYS/x, false",
    "a/+/#, a/b, true",
    "a/+/#, a, false",
    "a/b, a, false",
    "a, a/b, false",
  })
  void a_filter_matches_as_chapter_4_7_says(String filter, String topic, boolean matches) {
    assertThat(new TopicFilter(filter).matches(topic)).isEqualTo(matches);
  }
}
