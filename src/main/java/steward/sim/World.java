package steward.sim;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The simulated house and its people without any device: sun, air, rooms, comings and goings.
///
/// Deterministic: the same seed and the same steps make the same day. Confined to the house's
/// context.
final class World {
  private static final double MINUTES_A_DAY = 1440;
  private static final double SUNRISE = 6.6 * 60;
  private static final double SUNSET = 18.6 * 60;

  final RandomGenerator chance;
  final Map<String, Room> rooms = new LinkedHashMap<>();
  final List<Person> people = new ArrayList<>();
  final List<Load> loads = new ArrayList<>();
  private final List<Neighbour> neighbours = new ArrayList<>();
  private final LocalDateTime begins;
  private double passed;
  private double clouds = 0.8;

  /// Is told when people move.
  interface Neighbour {
    void moved(Person person, Person.Stay from, Person.Stay to);
  }

  World(LocalDateTime begins, RandomGenerator chance) {
    this.begins = begins;
    this.chance = chance;
  }

  void tell(Neighbour neighbour) {
    neighbours.add(neighbour);
  }

  Room room(String name) {
    Room room = rooms.get(name);
    if (room == null)
      throw new IllegalArgumentException("the simulated house has no room '" + name + "'");
    return room;
  }

  Room add(Room room) {
    rooms.put(room.name, room);
    return room;
  }

  Load load(Load load) {
    loads.add(load);
    return load;
  }

  /// Minutes since the midnight before the start.
  double minute() {
    return begins.getHour() * 60 + begins.getMinute() + passed;
  }

  double minuteOfDay() {
    return minute() % MINUTES_A_DAY;
  }

  long day() {
    return (long) (minute() / MINUTES_A_DAY);
  }

  LocalDateTime time() {
    return begins.plusSeconds((long) (passed * 60));
  }

  /// Lux under the open sky.
  double daylight() {
    double share = (minuteOfDay() - SUNRISE) / (SUNSET - SUNRISE);
    double high = Math.sin(Math.PI * share);
    if (high > 0) return 400 + 45_000 * clouds * Math.pow(high, 1.3);
    return 400 * Math.exp(high * 25); // twilight
  }

  double outdoorTemperature() {
    return 9 + 5.5 * Math.sin((minuteOfDay() / 60 - 9) / 24 * 2 * Math.PI) + clouds;
  }

  boolean isAnyoneHome() {
    return people.stream().anyMatch(Person::isHome);
  }

  /// Lets the house live for so many minutes.
  void pass(double minutes) {
    passed += minutes;
    clouds = Math.clamp(clouds + chance.nextGaussian() * 0.02 * Math.sqrt(minutes), 0.15, 1);
    movePeople();
    double outdoor = outdoorTemperature();
    for (Room room : rooms.values()) {
      room.pass(minutes, outdoor, 70 - clouds * 25);
      // People who sit move now and then; sleepers hardly do.
      if (room.awake > 0 && chance.nextDouble() < 0.35 * minutes) room.lastMotion = minute();
    }
    for (Load load : loads) load.pass(minutes);
  }

  private void movePeople() {
    for (Person person : people) {
      Person.Stay stay = person.at(day(), minuteOfDay(), chance);
      Person.Stay before = person.now;
      if (stay.room().equals(before.room()) && stay.asleep() == before.asleep()) continue;
      person.now = stay;
      stir(before);
      stir(stay);
      if (before.isAway() || stay.isAway()) room("Hall").lastMotion = minute();
      count();
      for (Neighbour neighbour : neighbours) neighbour.moved(person, before, stay);
    }
  }

  private void stir(Person.Stay stay) {
    if (!stay.isAway()) room(stay.room()).lastMotion = minute();
  }

  /// Counts who is where.
  void count() {
    for (Room room : rooms.values()) {
      room.present = 0;
      room.awake = 0;
    }
    for (Person person : people) {
      if (!person.isHome()) continue;
      Room room = room(person.now.room());
      room.present++;
      if (!person.now.asleep()) room.awake++;
    }
  }

  /// Puts everyone where they are at the start, without anybody noticing.
  void begin() {
    for (Person person : people) person.now = person.at(day(), minuteOfDay(), chance);
    count();
    double outdoor = outdoorTemperature();
    for (Room room : rooms.values()) if (room.outside) room.temperature = outdoor;
  }
}
