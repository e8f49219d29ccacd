package steward.drivers.broadlink;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import steward.driver.Effect;
import steward.drivers.broadlink.Talk.Lesson;
import steward.value.Bytes;

/// Learns codes. Infrared: the blaster listens, and is asked each second what it heard. Radio: it
/// first looks for the frequency while a key is held down.
final class Lessons {
  static final String NEXT = "lesson";

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Lessons() {}

  /// What the blaster says once it learnt what was asked for.
  static String learnt(String text) {
    return "learnt "
        + (text.startsWith(Wishes.RADIO) ? text.substring(Wishes.RADIO.length()) : text).strip();
  }

  static void begun(Work work, Request.Learn learn, int error) {
    if (error != 0) {
      work.refused(learn.command(), Errors.sentence(error));
      return;
    }
    var step = learn.radio() ? Lesson.Step.FREQUENCY : Lesson.Step.PRESS;
    Instant until = work.now().plus(PATIENCE);
    work.lesson =
        Optional.of(new Lesson(learn.command(), learn.name(), learn.radio(), step, until, 0));
    work.accepted(learn.command(), "it listens for 30 s");
    work.says(
        learn.radio()
            ? "hold the key of the remote down, close to the blaster"
            : "press the key of the remote shortly, close to the blaster");
    work.wake(NEXT, SECOND);
  }

  /// A second of a lesson passed.
  static void next(Work work) {
    if (work.lesson.isEmpty()) return;
    Lesson lesson = work.lesson.get();
    if (!work.now().isBefore(lesson.until())) {
      fails(work, "no code came within 30 s");
      Flights.advance(work);
      return;
    }
    boolean press = lesson.step() == Lesson.Step.PRESS;
    Request.Ask ask = press ? Request.Ask.FETCH : Request.Ask.FOUND;
    if (!work.isAsked(ask) && !work.isAsked(Request.Ask.PACKET)) work.turns = work.turns.then(ask);
    Flights.advance(work);
    work.wake(NEXT, SECOND);
  }

  static void take(Work work, Request.Ask ask, int error, Bytes payload) {
    if (work.lesson.isEmpty()) return;
    Lesson lesson = work.lesson.get();
    if (Errors.isNothingYet(error)) return;
    if (error != 0) {
      fails(work, Errors.sentence(error));
      return;
    }
    Optional<Bytes> data = work.peer.model().frame().unwrap(payload);
    if (data.isEmpty()) {
      work.dropped("what it learnt came cut off");
      return;
    }
    switch (ask) {
      case FETCH -> fetched(work, lesson, data.get());
      case FOUND -> found(work, lesson, data.get());
      case PACKET -> {
        work.lesson = Optional.of(lesson.pressing(work.now().plus(PATIENCE)));
        work.says("now press the same key shortly");
      }
      case CANCEL, PRESENCE, FIRMWARE, SENSORS, STATE, METER -> {}
    }
  }

  private static void found(Work work, Lesson lesson, Bytes data) {
    if (data.isEmpty() || data.at(0) != 1) return;
    int kilohertz = data.length() >= 5 ? (int) LittleEndian.u32(data, 1) : 0;
    work.lesson = Optional.of(lesson.at(kilohertz));
    if (!work.isAsked(Request.Ask.PACKET)) work.turns = work.turns.then(Request.Ask.PACKET);
  }

  private static void fetched(Work work, Lesson lesson, Bytes data) {
    Optional<Code> code = Code.read(data);
    if (code.isEmpty()) {
      work.dropped("what it learnt is no code, or came cut off");
      return;
    }
    work.lesson = Optional.empty();
    work.codes = work.codes.with(lesson.name(), code.get());
    work.add(new Effect.Keep(lesson.name().kept(), code.get().bytes()));
    work.says(learnt(lesson.name().toString()));
  }

  private static void fails(Work work, String why) {
    Lesson lesson = work.lesson.orElseThrow();
    work.lesson = Optional.empty();
    work.refused(lesson.command(), why);
    work.says("did not learn " + lesson.name() + ": " + why);
    if (lesson.radio()) work.turns = work.turns.then(Request.Ask.CANCEL);
  }
}
