package steward.activity;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZonedDateTime;
import java.util.Optional;
import steward.place.Sky;

/// When a trigger of the clock happens next. Pure.
public final class ClockEdges {
  private static final int DAYS_MAX = 400;

  private ClockEdges() {}

  /// The first edge after this moment; empty when there is none, as for 30 February or a sunset
  /// where the sun does not set.
  static Optional<ZonedDateTime> next(Trigger.OfClock trigger, Sky sky, ZonedDateTime after) {
    return switch (trigger) {
      case Trigger.At at -> next(at, sky, after);
      case Trigger.Cron(String expression) ->
          ExecutionTime.forCron(parse(expression)).nextExecution(after);
    };
  }

  private static Optional<ZonedDateTime> next(Trigger.At at, Sky sky, ZonedDateTime after) {
    Optional<ZonedDateTime> edge = sky.next(at.moment(), after);
    for (int i = 0; i < DAYS_MAX && edge.isPresent(); i++) {
      if (at.days().contains(edge.get().getDayOfWeek())) return edge;
      edge = sky.next(at.moment(), edge.get());
    }
    return Optional.empty();
  }

  /// @throws IllegalArgumentException if the expression is no five-field cron
  public static void check(String expression) {
    parse(expression);
  }

  private static Cron parse(String expression) {
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    return parser.parse(expression).validate();
  }
}
