package steward.drivers.daikin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import steward.driver.Effect;
import steward.driver.Pace;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;

/// Takes what an adapter whose protocol is known says of itself, and notices when it no longer
/// speaks that. Confined to one step.
final class Hearing {
  private static final int DOUBTS_MAX = 2;

  private final Course course;

  Hearing(Course course) {
    this.course = course;
  }

  /// Takes what a page says.
  ///
  /// @param aloud whether its readings are told
  /// @return whether the conversation goes on; else what follows is settled already
  boolean took(String page, Said said, boolean aloud) {
    Dialect spoken = course.dialect.orElseThrow();
    return switch (said) {
      case Said.Fields(var fields) -> {
        course.picture = course.picture.with(page, fields);
        if (page.equals(spoken.control())) course.doubts = 0;
        if (course.search().isStranger(spoken)) {
          yield false;
        }
        course.introduced = false;
        course.stand(Status.State.PRESENT, "answers");
        if (page.equals(spoken.control())) settle(fields);
        if (aloud) tellReadings(spoken, page);
        yield true;
      }
      case Said.Refused(Said.Why why, String sentence) when why != Said.Why.PARAMETER -> {
        refused(why, sentence);
        yield false;
      }
      case Said.Refused(_, String sentence) -> isKnownWithout(spoken, page, sentence);
      case Said.Unlike(String sentence) -> isKnownWithout(spoken, page, sentence);
    };
  }

  private boolean isKnownWithout(Dialect spoken, String page, String sentence) {
    if (page.equals(spoken.control())) {
      course.tell(new Effect.Dropped(sentence));
      doubt();
      return false;
    }
    if (course.lacking.add(page) && !spoken.instead(page).isEmpty()) {
      var more = new ArrayList<>(course.reads);
      more.addFirst(spoken.instead(page));
      course.reads = List.copyOf(more);
    }
    return true;
  }

  /// What it answers is not what it should: twice in a row, and it is asked anew what it speaks.
  private void doubt() {
    course.dropReads();
    if (++course.doubts < DOUBTS_MAX) {
      course.pace = course.pace.failed();
      course.sleep();
    } else {
      course.search().begin();
    }
  }

  private void refused(Said.Why why, String sentence) {
    if (why == Said.Why.STRANGER && course.isRegistered() && !course.introduced) {
      course.search().register(-1);
      return;
    }
    String known = why == Said.Why.STRANGER ? Search.keyed(course, sentence) : sentence;
    course.search().gaveUp(course.evidence.withFatal(known));
  }

  /// What was set lately is remembered until it shows.
  private void settle(Map<String, String> fields) {
    if (course.written.isEmpty()) return;
    boolean shows =
        course.written.entrySet().stream()
            .allMatch(entry ->
                entry.getValue().equalsIgnoreCase(fields.getOrDefault(entry.getKey(), "")));
    if (shows && course.errands.isEmpty()) {
      course.written = Map.of();
      course.pace = Pace.of(DaikinDriver.RHYTHM);
    }
  }

  private void tellReadings(Dialect spoken, String page) {
    for (Dialect.Told told : spoken.readings(page, course.picture)) {
      Quality quality = told.isOld() ? Quality.STALE : Quality.CONFIRMED;
      if (told.property().admits(told.value())) {
        course.tell(
            new Effect.Saw(
                new Reading(
                    course.thing.udn(),
                    told.property(),
                    told.value(),
                    quality,
                    course.moment.at())));
      }
    }
  }

  void tellAll(Dialect spoken) {
    for (String page : spoken.knock()) tellReadings(spoken, page);
  }
}
