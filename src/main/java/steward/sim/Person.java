package steward.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Someone who lives in the simulated house: where they are at each minute of the day. Confined to
/// the house's context.
final class Person {
  /// The name of the place where a person is who is not at home.
  static final String AWAY = "";

  final String name;
  private final List<Stay> habits;
  private List<Stay> today = List.of();
  private long day = -1;
  Stay now;

  /// From this minute of the day in this room, asleep or awake.
  record Stay(double from, String room, boolean asleep) {
    boolean isAway() {
      return room.equals(AWAY);
    }
  }

  /// @param habits the usual day, from midnight on
  Person(String name, List<Stay> habits) {
    this.name = name;
    this.habits = List.copyOf(habits);
    this.now = habits.getFirst();
  }

  /// The usual day in words: `06:45 Bathroom, 07:10 Kitchen, 08:00 -, 22:30 Bedroom zzz`; a dash is
  /// away.
  static Person of(String name, String usualDay) {
    var stays = new ArrayList<Stay>();
    for (String entry : usualDay.split(",\\s*", -1)) {
      String time = entry.substring(0, 5);
      boolean asleep = entry.endsWith(" zzz");
      String room = entry.substring(6, asleep ? entry.length() - 4 : entry.length());
      int minutes =
          Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
      stays.add(new Stay(minutes, room.equals("-") ? AWAY : room, asleep));
    }
    return new Person(name, stays);
  }

  /// Where the person is at a minute of a day; each day is a little different.
  Stay at(long dayNumber, double minute, RandomGenerator chance) {
    if (dayNumber != day) {
      day = dayNumber;
      today = varied(chance);
    }
    Stay stay = today.getFirst();
    for (Stay next : today) {
      if (next.from() > minute) break;
      stay = next;
    }
    return stay;
  }

  private List<Stay> varied(RandomGenerator chance) {
    var varied = new ArrayList<Stay>();
    double previous = 0;
    for (Stay habit : habits) {
      double from = habit.from() == 0 ? 0 : habit.from() + chance.nextGaussian() * 3;
      from = Math.clamp(from, previous, 1439);
      varied.add(new Stay(from, habit.room(), habit.asleep()));
      previous = from;
    }
    return varied;
  }

  boolean isHome() {
    return !now.isAway();
  }
}
