package steward.cli;

import java.nio.file.Path;
import java.util.List;

/// The commands that start a house, given by the hub, which this package cannot see. Each returns
/// once it has ended.
public record Commands(Command<Run> run, Command<Demo> demo, Command<Train> train) {

  /// What a command does with its options. A [steward.config.Misconfigured] is told with its lines.
  @FunctionalInterface
  public interface Command<O> {
    Exit run(O options) throws Exception;
  }

  /// `steward run`.
  ///
  /// @param settings `key=value` each, for [steward.config.Config#read]
  public record Run(Path home, List<String> settings) {
    public Run {
      settings = List.copyOf(settings);
    }
  }

  /// `steward demo`.
  ///
  /// @param home empty for a throw-away folder
  /// @param keep whether the throw-away folder stays
  /// @param seed what the day is made from: the same seed makes the same day
  /// @param speed seconds of the simulated day in one second
  /// @param settings `key=value` each; a port that is not set here is the usual one if it is free,
  ///   else any
  public record Demo(
      List<Path> home, boolean keep, long seed, double speed, List<String> settings) {
    public Demo {
      home = List.copyOf(home);
      settings = List.copyOf(settings);
    }

    /// Whether the command line says which port this key has.
    public boolean sets(String key) {
      return settings.stream().anyMatch(setting -> setting.startsWith(key + "="));
    }
  }

  /// `steward aot-train`, for the launcher: starts a small house in a throw-away folder, uses it,
  /// and ends.
  public record Train(List<String> settings) {
    public Train {
      settings = List.copyOf(settings);
    }
  }
}
