package steward.fuzz;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Feeds each target with its seeds and with mutations of them, by a fixed seed: at most so many,
/// and no longer than a moment, since this is a part of every check. `./steward fuzz` looks longer.
class FuzzTest {
  private static final long TIME_NANOS = Duration.ofMillis(700).toNanos();
  private static final int ROUNDS_MAX = 20_000;
  private static final int LENGTH_MAX = 20_000;

  @TestFactory
  Stream<DynamicTest> nothing_that_is_read_breaks_its_reader() {
    return Targets.all().stream()
        .map(target -> DynamicTest.dynamicTest(target.name(), () -> feed(target)));
  }

  private static void feed(FuzzTarget target) {
    List<byte[]> seeds = target.seeds();
    seeds.forEach(seed -> take(target, seed));
    take(target, new byte[0]);
    var random = new Random(20_261_122L);
    long end = System.nanoTime() + TIME_NANOS;
    for (int round = 0; round < ROUNDS_MAX && System.nanoTime() < end; round++) {
      byte[] input = seeds.get(random.nextInt(seeds.size()));
      for (int n = 1 + random.nextInt(4); n > 0; n--) input = mutated(input, seeds, random);
      take(target, input);
    }
  }

  private static void take(FuzzTarget target, byte[] input) {
    try {
      target.take(input);
    } catch (RuntimeException | Error e) {
      String figures = HexFormat.of().formatHex(input);
      throw new AssertionError(target.name() + " fails with " + figures, e);
    }
  }

  private static byte[] mutated(byte[] input, List<byte[]> seeds, Random random) {
    if (input.length == 0) return new byte[] {(byte) random.nextInt()};
    int at = random.nextInt(input.length);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(input, at);
      case 1 -> changed(input, at, random.nextInt());
      case 2 -> changed(input, at, input[at] ^ 1 << random.nextInt(8));
      case 3 -> spliced(input, at, at + random.nextInt(input.length - at + 1), new byte[0]);
      case 4 -> spliced(input, at, at, Arrays.copyOfRange(input, at / 2, at));
      default -> spliced(input, at, input.length, seeds.get(random.nextInt(seeds.size())));
    };
  }

  private static byte[] changed(byte[] input, int at, int value) {
    byte[] other = input.clone();
    other[at] = (byte) value;
    return other;
  }

  /// With other bytes from one place to another.
  private static byte[] spliced(byte[] input, int from, int to, byte[] instead) {
    int length = Math.min(LENGTH_MAX, from + instead.length + input.length - to);
    byte[] other = Arrays.copyOf(input, length);
    System.arraycopy(instead, 0, other, from, Math.min(instead.length, length - from));
    int behind = from + instead.length;
    if (behind < length) System.arraycopy(input, to, other, behind, length - behind);
    return other;
  }
}
