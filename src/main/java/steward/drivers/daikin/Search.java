package steward.drivers.daikin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Way;
import steward.thing.Message.Failed;
import steward.thing.Message.HttpRequest;
import steward.thing.Message.HttpResponse;
import steward.thing.Status;
import steward.value.Bytes;

/// Finds out what an adapter speaks: each dialect knocks in its turn, until one is answered.
/// Source: the fact sheet, 1. Confined to one step.
final class Search {
  private static final String SHA1 =
      " (most of these adapters sign with SHA-1: such old TLS is spoken where things.old-tls is on)";

  private final Course course;

  Search(Course course) {
    this.course = course;
  }

  void begin() {
    course.dialect = Optional.empty();
    course.evidence = Evidence.NONE;
    course.picture = Picture.EMPTY;
    course.written = Map.of();
    course.reads = List.of();
    course.lacking.clear();
    course.doubts = 0;
    course.introduced = false;
    course.seldomAt = Instant.EPOCH;
    knock(0, 0);
  }

  private void knock(int dialect, int page) {
    if (dialect >= course.order.size()) {
      gaveUp(course.evidence);
      return;
    }
    Dialect spoken = course.order.get(dialect);
    HttpRequest request = spoken.request(spoken.knock().get(page));
    course.ask(new Job.Knock(dialect, page), request, Course.isRegistered(spoken));
  }

  void answered(Job.Knock knock, HttpResponse answer) {
    Dialect spoken = course.order.get(knock.dialect());
    String page = spoken.knock().get(knock.page());
    course.evidence = course.evidence.withHeard();
    switch (spoken.hear(page, answer)) {
      case Said.Fields(var fields) -> {
        course.picture = course.picture.with(page, fields);
        if (isStranger(spoken)) return;
        if (knock.page() + 1 < spoken.knock().size()) knock(knock.dialect(), knock.page() + 1);
        else found(spoken);
      }
      case Said.Refused(Said.Why why, String sentence) when why == Said.Why.PASSWORD ->
          gaveUp(course.evidence.withFatal(sentence));
      case Said.Refused(Said.Why why, String sentence) when why == Said.Why.STRANGER ->
          stranger(knock, spoken, sentence);
      case Said.Refused _, Said.Unlike _ -> {
        if (knock.page() > 0) course.evidence = course.evidence.withUncontrolled();
        knock(knock.dialect() + 1, 0);
      }
    }
  }

  private void stranger(Job.Knock knock, Dialect spoken, String sentence) {
    if (Course.isRegistered(spoken) && !course.introduced) {
      register(knock.dialect());
      return;
    }
    course.evidence =
        course.evidence.withTrouble(
            Course.isRegistered(spoken) ? keyed(course, sentence) : sentence);
    knock(knock.dialect() + 1, 0);
  }

  static String keyed(Course course, String sentence) {
    return Doors.hasKey(course.kept)
        ? "the adapter does not take our key: enter the 13 figures of its sticker"
        : sentence;
  }

  /// The adapter that knocks is heard, and says that it is the one that we know, or nothing of it.
  private void found(Dialect spoken) {
    course.dialect = Optional.of(spoken);
    course.evidence = Evidence.NONE;
    course.introduced = false;
    course.stand(Status.State.PRESENT, "answers");
    course.hearing().tellAll(spoken);
    course.reads =
        java.util.stream.Stream.of(spoken.often(), spoken.seldom())
            .flatMap(List::stream)
            .filter(page -> !course.picture.has(page))
            .toList();
    course.thorough();
    course.proceed();
  }

  /// Whether it says that it is another one; then nothing that it says counts.
  boolean isStranger(Dialect spoken) {
    String mac = spoken.mac(course.picture);
    String ours = course.thing.udn().root().value();
    if (mac.isEmpty() || ours.endsWith(":" + mac)) return false;
    String who = Adapters.isMac(mac) ? mac : "of no proper name";
    course.dialect = Optional.empty();
    course.picture = Picture.EMPTY;
    String sentence = "another adapter (" + who + ") answers at its address";
    course.pace = course.pace.failed();
    course.stand(Status.State.ABSENT, sentence);
    course.commands().unsent(sentence);
    course.reads = List.of();
    course.sleep();
    return true;
  }

  void failed(Job.Knock knock, Failed failure) {
    Dialect spoken = course.order.get(knock.dialect());
    course.evidence = course.evidence.withSilence(failure.reason());
    if (Course.isRegistered(spoken)) course.evidence = blamed(course, failure);
    boolean isLastHope =
        spoken instanceof KeyValueDialect && !Course.isRegistered(spoken) && knock.page() == 0;
    if (isLastHope && !course.evidence.heard()) gaveUp(course.evidence);
    else knock(knock.dialect() + 1, 0);
  }

  /// What a person must know of TLS that fails. Silence is not its fault.
  static Evidence blamed(Course course, Failed failure) {
    boolean wasFine = course.kept.get(Way.PIN).isPresent();
    return switch (failure.why()) {
      case BROKEN, UNTRUSTED ->
          course.evidence.withTrouble(
              "TLS with it fails: " + failure.reason() + (wasFine ? "" : SHA1));
      case FORBIDDEN -> course.evidence.withTrouble("it cannot be asked: " + failure.reason());
      case UNREACHABLE, LATE -> course.evidence.withSilence(failure.reason());
    };
  }

  /// Makes us known with the key; `dialect` is the place of the one that knocks, or -1.
  void register(int dialect) {
    Dialect spoken = dialect < 0 ? course.dialect.orElseThrow() : course.order.get(dialect);
    course.introduced = true;
    String path =
        "/common/register_terminal?key="
            + KeyValues.encoded(course.kept.text(DaikinFamily.KEY).replaceAll("[^0-9]", ""));
    var request =
        new HttpRequest(
            "", spoken.port(), "GET", path, Adapters.HEADERS, Bytes.EMPTY, spoken.within());
    course.ask(new Job.Register(dialect), request, true);
  }

  void registered(Job.Register register, HttpResponse answer) {
    Dialect spoken =
        register.dialect() < 0
            ? course.dialect.orElseThrow()
            : course.order.get(register.dialect());
    if (!(spoken.hearWrite(answer) instanceof Said.Fields)) {
      gaveUp(course.evidence.withFatal(keyed(course, "")));
    } else if (register.dialect() < 0) {
      course.proceed();
    } else {
      knock(register.dialect(), 0);
    }
  }

  /// Nothing came of it; it is tried again later and later.
  void gaveUp(Evidence evidence) {
    course.evidence = evidence;
    course.dialect = Optional.empty();
    course.reads = List.of();
    course.pace = course.pace.failed();
    String sentence = evidence.sentence();
    if (!sentence.isEmpty()) {
      course.stand(Status.State.ERROR, sentence);
      course.commands().unsent(sentence);
    } else if (course.pace.isGone()) {
      String silence = "it does not answer: " + evidence.silence();
      course.stand(Status.State.ABSENT, silence);
      course.commands().unsent(silence);
    }
    course.sleep();
  }
}
