package steward.activity;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;

/// When a trigger of the clock happens next. Pure.
///
/// A time that daylight saving skips happens that much later (02:30 becomes 03:30); one that comes
/// twice happens the first time only.
final class ClockEdges {
  private ClockEdges() {}

  /// The first edge after this moment; empty when there is none, as for 30 February.
  static Optional<ZonedDateTime> next(Trigger.OfClock trigger, ZonedDateTime after) {
    return switch (trigger) {
      case Trigger.AtTime at -> Optional.of(next(at, after));
      case Trigger.Cron(String expression) ->
          ExecutionTime.forCron(parse(expression)).nextExecution(after);
    };
  }

  private static ZonedDateTime next(Trigger.AtTime at, ZonedDateTime after) {
    LocalDate day = after.toLocalDate();
    while (true) {
      ZonedDateTime edge = day.atTime(at.time()).atZone(after.getZone());
      if (edge.isAfter(after) && at.days().contains(day.getDayOfWeek())) return edge;
      day = day.plusDays(1);
    }
  }

  /// @throws IllegalArgumentException if the expression is no five-field cron
  static void check(String expression) {
    parse(expression);
  }

  private static Cron parse(String expression) {
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    return parser.parse(expression).validate();
  }
}
