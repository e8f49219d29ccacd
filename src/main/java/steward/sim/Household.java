package steward.sim;

import java.util.HashMap;
import java.util.Map;

/// What the people of the simulated house do with it: lamps by hand, doors, showers, breakfast,
/// television. Confined to the house's context.
final class Household implements World.Neighbour {
  private static final double DARK_LUX = 45;
  private static final double DOOR_OPEN_MINUTES = 1.2;

  private final World world;
  private final Map<String, Load> loads;
  private final Room.Opening frontDoor;
  private final SimLock lock;
  private final Timetable timetable = new Timetable();
  private final Map<Room, Double> darkSince = new HashMap<>();
  private final Map<Room, Double> emptySince = new HashMap<>();
  private double doorShutsAt = -1;

  Household(World world, Map<String, Load> loads, Room.Opening frontDoor, SimLock lock) {
    this.world = world;
    this.loads = loads;
    this.frontDoor = frontDoor;
    this.lock = lock;
  }

  /// What happens at a minute of the house's life, once.
  private static final class Timetable {
    private final java.util.PriorityQueue<Entry> entries =
        new java.util.PriorityQueue<>(java.util.Comparator.comparingDouble(Entry::at));

    private record Entry(double at, Runnable action) {}

    void at(double minute, Runnable action) {
      entries.add(new Entry(minute, action));
    }

    void runUntil(double minute) {
      for (Entry next = entries.peek();
          next != null && next.at() <= minute;
          next = entries.peek()) {
        entries.poll().action().run();
      }
    }
  }

  private void in(double minutes, Runnable action) {
    timetable.at(world.minute() + minutes, action);
  }

  private boolean chance(double share) {
    return world.chance.nextDouble() < share;
  }

  private double hour() {
    return world.minuteOfDay() / 60;
  }

  /// Plans what happens once a day whatever the people do.
  void planDay() {
    double midnight = world.day() * 1440.0;
    plan(midnight + 7 * 60 + 18, this::burnToast);
    plan(midnight + 18 * 60 + 40, this::burnToast);
    plan(midnight + 10 * 60, () -> run("washer", 2_050, 22));
    plan(midnight + 10 * 60 + 23, () -> run("washer", 240, 60));
    plan(midnight + 20 * 60 + 40, () -> run("dishwasher", 1_950, 18));
    plan(midnight + 20 * 60 + 59, () -> run("dishwasher", 70, 45));
    plan(midnight + 1439.9, () -> in(1, this::planDay));
  }

  private void plan(double minute, Runnable action) {
    if (minute > world.minute()) timetable.at(minute, action);
  }

  private void run(String load, double watts, double minutes) {
    Load running = loads.get(load);
    if (running != null) running.run(watts, minutes);
  }

  /// Smoke in the kitchen for a few minutes; whoever is there opens the window.
  void burnToast() {
    Room kitchen = world.room("Kitchen");
    kitchen.smoky = true;
    in(6, () -> kitchen.smoky = false);
    in(2, () -> air(kitchen, 8));
  }

  private void air(Room room, double minutes) {
    if (room.openings.isEmpty()) return;
    Room.Opening window = room.openings.getLast();
    window.open = true;
    in(minutes, () -> window.open = false);
  }

  @Override
  public void moved(Person person, Person.Stay from, Person.Stay to) {
    if (from.isAway() || to.isAway()) useFrontDoor(to.isAway());
    if (to.asleep()) in(2, () -> darken(to.room()));
    if (!from.isAway() && from.asleep() && hour() < 9 && chance(0.8))
      in(25, () -> air(world.room(from.room()), 12));
    switch (to.room()) {
      case "Bathroom" -> shower();
      case "Kitchen" -> cook();
      case "Living room" -> {
        if (hour() > 18) run("television", 105, 100 + world.chance.nextInt(60));
      }
      case "Study" -> run("computer", 135, 110);
      default -> {}
    }
  }

  private void useFrontDoor(boolean leaving) {
    if (lock.isLocked()) lock.byHand(false);
    in(0.4, () -> frontDoor.open = true);
    doorShutsAt = world.minute() + 0.4 + DOOR_OPEN_MINUTES;
    // The last one out usually remembers to lock.
    in(
        4,
        () -> {
          if (leaving && !world.isAnyoneHome() && !frontDoor.open && chance(0.7)) lock.byHand(true);
        });
  }

  private void shower() {
    if (hour() > 10 && hour() < 19) return;
    Room bathroom = world.room("Bathroom");
    in(2, () -> bathroom.steam = 4);
    in(10, () -> bathroom.steam = 0);
    in(14, () -> air(bathroom, 10));
  }

  private void cook() {
    if (hour() < 10) {
      run("coffee", 1_240, 5);
      in(3, () -> run("kettle", 2_060, 4));
    } else if (hour() < 14 || (hour() > 17.5 && hour() < 19.5)) {
      run("oven", 1_900, 28);
      world.room("Kitchen").steam = 0.8;
      in(25, () -> world.room("Kitchen").steam = 0);
    } else {
      run("kettle", 2_060, 3.5);
    }
  }

  private void darken(String roomName) {
    Room room = world.room(roomName);
    if (room.awake > 0) return;
    for (Room.Lamp lamp : room.lamps) if (lamp.isOn()) lamp.byHand(false);
  }

  /// Lets a beat of the household's life pass.
  void live() {
    timetable.runUntil(world.minute());
    if (doorShutsAt >= 0 && world.minute() >= doorShutsAt) {
      frontDoor.open = false;
      doorShutsAt = -1;
    }
    for (Room room : world.rooms.values()) if (!room.outside) useLamps(room);
  }

  private void useLamps(Room room) {
    if (room.lamps.isEmpty()) return;
    double now = world.minute();
    boolean dark = room.awake > 0 && room.light(world.daylight()) < DARK_LUX;
    if (!dark) darkSince.remove(room);
    else if (now - darkSince.computeIfAbsent(room, _ -> now) > 3) {
      room.lamps.getFirst().byHand(true);
      darkSince.remove(room);
    }
    boolean left = room.present == 0 && room.lamps.stream().anyMatch(Room.Lamp::isOn);
    if (!left) emptySince.remove(room);
    else if (now - emptySince.computeIfAbsent(room, _ -> now) > 12) {
      emptySince.remove(room);
      if (chance(0.6)) darken(room.name);
    }
  }
}
