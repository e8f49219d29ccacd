package steward.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A control group of the kernel that gives a process half a processor and 512 MB, as a small board
/// would.
record Quota(List<Path> groups) implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String NAME = "steward-bench-" + ProcessHandle.current().pid();
  private static final String PERIOD = "100000";
  private static final String HALF = "50000";
  private static final String MEMORY = String.valueOf(512L << 20);

  Quota {
    groups = List.copyOf(groups);
  }

  /// Makes the group where this process may: version 2, or 1 where the system still has that.
  static Optional<Quota> make() {
    try {
      return Files.exists(ROOT.resolve("cgroup.controllers"))
          ? Optional.of(two())
          : Optional.of(one());
    } catch (IOException e) {
      System.err.println("bench: no control group can be made here: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Quota two() throws IOException {
    Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu +memory");
    var quota = new Quota(List.of(Files.createDirectory(ROOT.resolve(NAME))));
    quota.put(0, "cpu.max", HALF + " " + PERIOD);
    quota.put(0, "memory.max", MEMORY);
    return quota;
  }

  private static Quota one() throws IOException {
    Path cpu = Files.createDirectory(ROOT.resolve("cpu").resolve(NAME));
    var quota =
        new Quota(List.of(cpu, Files.createDirectory(ROOT.resolve("memory").resolve(NAME))));
    quota.put(0, "cpu.cfs_period_us", PERIOD);
    quota.put(0, "cpu.cfs_quota_us", HALF);
    quota.put(1, "memory.limit_in_bytes", MEMORY);
    return quota;
  }

  private void put(int group, String key, String value) throws IOException {
    Files.writeString(groups.get(group).resolve(key), value);
  }

  /// The command in this group from its first instruction on.
  List<String> around(List<String> words) {
    String enter =
        groups.stream()
            .map(group -> "echo $$ > " + group + "/cgroup.procs && ")
            .collect(Collectors.joining());
    return Stream.concat(Stream.of("sh", "-c", enter + "exec \"$@\"", "sh"), words.stream())
        .toList();
  }

  @Override
  public void close() {
    for (Path group : groups) {
      try {
        Files.deleteIfExists(group);
      } catch (IOException e) {
        System.err.println("bench: the control group " + group + " stays: " + e.getMessage());
      }
    }
  }
}
