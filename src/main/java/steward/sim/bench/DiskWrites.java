package steward.sim.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Bytes that a steward has the disk write for a day of 100 000 messages from 50 things, in two
/// ways.
///
/// Pressed into two minutes, the day's data is whole and its pauses are missing; at its own pace
/// for a minute, the pauses are there and what comes once in ten minutes or half an hour is
/// missing.
record DiskWrites(Rig rig) {
  private static final Scenario HOUSE = new Scenario(50);
  private static final int DAY_MESSAGES = 100_000;
  private static final Duration PRESSED = Duration.ofMinutes(2);
  private static final Duration OWN_PACE = Duration.ofMinutes(1);
  private static final int SWITCH_EVERY = 50;
  private static final int SETTLE_MS = 3_000;

  /// What a span wrote; `end` is what the stop in order added.
  private record Written(double runMb, double endMb, Noise noise) {}

  void measure() throws IOException {
    rig.report().section("Writes to disk");
    Duration pressed = rig.options().quick() ? PRESSED.dividedBy(12) : PRESSED;
    Duration own = rig.options().quick() ? OWN_PACE.dividedBy(6) : OWN_PACE;
    Written whole = run(DAY_MESSAGES, pressed);
    long some = Math.round(DAY_MESSAGES * own.toSeconds() / 86_400.0);
    Written part = run(some, own);
    double share = 86_400.0 / own.toSeconds();
    rig.report()
        .table(
            List.of("load", "written MB", "and by the stop", "a day, MB", "noise"),
            List.of(
                row(
                    "measured: 100 000 messages in " + pressed.toSeconds() + " s",
                    whole,
                    whole.runMb + whole.endMb),
                row(
                    "extrapolated from " + some + " messages in " + own.toSeconds() + " s",
                    part,
                    part.runMb * share)));
    rig.report()
        .line(
            "One message in %d switches a thing on and one off; the others are telemetry whose power, voltage, current and"
                    .formatted(SWITCH_EVERY)
                + " energy change. Counted is `write_bytes` of the process, on "
                + fileSystem()
                + ".");
    rig.report()
        .budget(
            "written to disk, 50 things, a day of 100 000 messages, pressed into "
                + pressed.toSeconds()
                + " s",
            "100 MB, aim 30 MB",
            Report.number(whole.runMb + whole.endMb, 1) + " MB",
            whole.noise.toString());
    rig.report()
        .budget(
            "the same, extrapolated from " + own.toSeconds() + " s at its own pace",
            "100 MB, aim 30 MB",
            Report.number(part.runMb * share, 1) + " MB",
            part.noise.toString());
    rig.report()
        .put("disk", Map.of("pressed", whole, "ownPace", part, "ownPaceDayMb", part.runMb * share));
  }

  private String fileSystem() throws IOException {
    return java.nio.file.Files.getFileStore(rig.options().folder()).type();
  }

  private static List<String> row(String name, Written written, double day) {
    return List.of(
        name,
        Report.number(written.runMb, 2),
        Report.number(written.endMb, 2),
        Report.number(day, 1),
        written.noise.toString());
  }

  private Written run(long messages, Duration span) throws IOException {
    Rig.say("disk: " + messages + " messages in " + span.toSeconds() + " s");
    try (var steward = rig.steward(HOUSE);
        var fleet = new Fleet(HOUSE, steward.mqtt, "day")) {
      Rig.pause(SETTLE_MS);
      var before = Noise.Mark.now(rig.processes());
      long from = Machine.writtenBytes(steward.pid());
      send(fleet, messages, span);
      Rig.pause(SETTLE_MS);
      long to = Machine.writtenBytes(steward.pid());
      Noise noise = before.until(Noise.Mark.now(rig.processes()));
      fleet.finish();
      long end = steward.stopAndCount();
      return new Written((to - from) / 1e6, (end - to) / 1e6, noise);
    }
  }

  private static void send(Fleet fleet, long messages, Duration span) {
    long begin = System.nanoTime();
    for (long i = 0; i < messages; i++) {
      long due = begin + i * span.toNanos() / messages;
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime())
        LockSupport.parkNanos(early);
      int k = (int) (i % HOUSE.things());
      fleet.device(k).send(message(k, i).numbered(0));
    }
  }

  private static Message message(int k, long i) {
    long turn = i / HOUSE.things();
    // Spread over the things: each is switched at another of its turns.
    if ((turn + k) % SWITCH_EVERY == 0) return HOUSE.switched(k, true);
    if ((turn + k) % SWITCH_EVERY == SWITCH_EVERY / 2) return HOUSE.switched(k, false);
    double watts = 40 + 30 * Math.sin((i + 977L * k) / 5000.0) + i * 7919 % 50 / 10.0;
    double volts = 229 + i * 104_729 % 40 / 10.0;
    return new Message(
        HOUSE.telemetry(k),
        String.format(
            Locale.ROOT,
            "{\"Time\":\"2026-01-01T00:00:00\",\"ENERGY\":{\"TotalStartTime\":\"2025-01-01T00:00:00\",\"Total\":%.3f,"
                + "\"Yesterday\":0.321,\"Today\":%.3f,\"Period\":%d,\"Power\":%.0f,\"Factor\":0.95,\"Voltage\":%.0f,"
                + "\"Current\":%.3f}}",
            12 + turn / 2000.0,
            turn / 2000.0,
            turn % 3,
            watts,
            volts,
            watts / volts / 0.95));
  }
}
