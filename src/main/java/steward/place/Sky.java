package steward.place;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.shredzone.commons.suncalc.SunPosition;
import org.shredzone.commons.suncalc.SunTimes;

/// When the moments of the day come at a place, and where the sun stands. Confined to one thread:
/// it remembers what it worked out, which changes no answer.
///
/// A clock time that daylight saving skips comes that much later (02:30 becomes 03:30); one that
/// comes twice counts the first time. Where the sun does not rise or set, that moment is the last
/// one or the next one within a year.
public final class Sky {
  private static final int DAYS_MAX = 366;
  private static final int KEPT_MAX = 1_000;
  private static final double HORIZON = -0.833;

  private final Place place;
  private final Map<SunPhase, Map<Long, Optional<Instant>>> edges = new EnumMap<>(SunPhase.class);

  public Sky(Place place) {
    this.place = place;
  }

  public Place place() {
    return place;
  }

  /// The first such moment after this one; empty when there is none within a year or the place has
  /// no sun.
  public Optional<ZonedDateTime> next(Moment moment, ZonedDateTime after) {
    return switch (moment) {
      case Moment.Clock(LocalTime time) -> {
        ZonedDateTime today = at(time, after);
        yield Optional.of(today.isAfter(after) ? today : at(time, after.plusDays(1)));
      }
      case Moment.Sun(SunPhase phase, Duration offset) ->
          search(phase, after.toInstant().minus(offset), 1)
              .map(edge -> edge.plus(offset).atZone(after.getZone()));
    };
  }

  /// The last such moment at or before this one.
  Optional<ZonedDateTime> last(Moment moment, ZonedDateTime now) {
    return switch (moment) {
      case Moment.Clock(LocalTime time) -> {
        ZonedDateTime today = at(time, now);
        yield Optional.of(today.isAfter(now) ? at(time, now.minusDays(1)) : today);
      }
      case Moment.Sun(SunPhase phase, Duration offset) ->
          search(phase, now.toInstant().minus(offset), -1)
              .map(edge -> edge.plus(offset).atZone(now.getZone()));
    };
  }

  private static ZonedDateTime at(LocalTime time, ZonedDateTime day) {
    return day.toLocalDate().atTime(time).atZone(day.getZone());
  }

  /// Whether the window that opens at the one moment and closes at the other is open.
  public boolean isBetween(Moment from, Moment to, ZonedDateTime now) {
    if (from instanceof Moment.Clock(LocalTime one)
        && to instanceof Moment.Clock(LocalTime other)) {
      LocalTime time = now.toLocalTime();
      boolean afterFrom = !time.isBefore(one);
      boolean beforeTo = time.isBefore(other);
      return one.isBefore(other) ? afterFrom && beforeTo : afterFrom || beforeTo;
    }
    Optional<ZonedDateTime> opened = last(from, now);
    if (opened.isEmpty()) return false;
    return last(to, now).map(closed -> !closed.isAfter(opened.get())).orElse(true);
  }

  private Optional<Instant> search(SunPhase phase, Instant from, int step) {
    if (place.spot().isEmpty()) return Optional.empty();
    LocalDate day = from.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(2L * step);
    for (int i = 0; i < DAYS_MAX; i++, day = day.plusDays(step)) {
      Optional<Instant> edge = edge(phase, day);
      if (edge.isEmpty()) continue;
      if (step > 0 ? edge.get().isAfter(from) : !edge.get().isAfter(from)) return edge;
    }
    return Optional.empty();
  }

  /// The moment of this phase on a day of the calendar; empty where it does not come on it, or the
  /// place has no sun.
  public Optional<Instant> on(SunPhase phase, LocalDate day, ZoneId zone) {
    if (place.spot().isEmpty()) return Optional.empty();
    Instant begins = day.atStartOfDay(zone).toInstant();
    Instant ends = day.plusDays(1).atStartOfDay(zone).toInstant();
    return Stream.of(day.minusDays(1), day, day.plusDays(1))
        .flatMap(one -> edge(phase, one).stream())
        .filter(edge -> !edge.isBefore(begins) && edge.isBefore(ends))
        .findFirst();
  }

  /// The phase's moment of this solar day: a function of the day alone, so that whoever asks gets
  /// the same second.
  private Optional<Instant> edge(SunPhase phase, LocalDate day) {
    var known =
        edges.computeIfAbsent(
            phase,
            _ ->
                new LinkedHashMap<>() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  protected boolean removeEldestEntry(Map.Entry<Long, Optional<Instant>> eldest) {
                    return size() > KEPT_MAX;
                  }
                });
    return known.computeIfAbsent(day.toEpochDay(), _ -> worked(phase, day));
  }

  private Optional<Instant> worked(SunPhase phase, LocalDate day) {
    Place.Spot spot = place.spot().orElseThrow();
    Instant midnight =
        day.atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .minusSeconds(Math.round(spot.longitude() / 15 * 3600));
    Instant from = phase == SunPhase.NADIR ? midnight.minus(Duration.ofHours(12)) : midnight;
    SunTimes times =
        SunTimes.compute()
            .on(from.atZone(ZoneOffset.UTC))
            .at(spot.latitude(), spot.longitude())
            .oneDay()
            .twilight(height(phase))
            .execute();
    ZonedDateTime edge =
        switch (phase) {
          case DAWN, MORNING_TWILIGHT, SUNRISE, DAYLIGHT -> times.getRise();
          case EVENING, SUNSET, DUSK, NIGHT -> times.getSet();
          case NOON -> times.getNoon();
          case NADIR -> times.getNadir();
        };
    return Optional.ofNullable(edge).map(ZonedDateTime::toInstant);
  }

  private static double height(SunPhase phase) {
    return switch (phase) {
      case DAWN, NIGHT -> -18;
      case MORNING_TWILIGHT, DUSK -> -6;
      case SUNRISE, SUNSET, NOON, NADIR -> HORIZON;
      case DAYLIGHT, EVENING -> 6;
    };
  }

  /// What part of the sun's day it is, as a word of the property `sun`; empty where the place has
  /// no sun.
  public Optional<String> part(Instant now) {
    return place
        .spot()
        .map(spot -> {
          SunPosition sun =
              SunPosition.compute()
                  .on(now.atZone(ZoneOffset.UTC))
                  .at(spot.latitude(), spot.longitude())
                  .execute();
          return part(sun.getTrueAltitude(), sun.getAzimuth() < 180);
        });
  }

  private static String part(double height, boolean rising) {
    if (height < -18) return "night";
    if (height < -6) return rising ? "dawn" : "dusk";
    if (height < HORIZON) return rising ? "morning-twilight" : "evening-twilight";
    if (height < 6) return rising ? "morning" : "evening";
    return "daylight";
  }
}
