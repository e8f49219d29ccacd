package steward.network.fence;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/// What the helper told at one moment: what the kernel counted, who has an address, and which names
/// were asked for since the sighting before.
///
/// @param flows sums since the fence stands, not since the sighting before
/// @param afterGap whether there was a time before it of which nobody can tell, such as a helper
///   that was down or a record that was cut
public record Sighting(
    Instant at, Flows flows, List<Lease> leases, List<Asked> asked, boolean afterGap) {

  public Sighting {
    leases = List.copyOf(leases);
    asked = List.copyOf(asked);
  }

  /// An address that a station was given.
  ///
  /// @param name what the station calls itself, without control characters, at most 63 of them;
  ///   empty where it does not
  public record Lease(Hardware station, InetAddress address, Instant until, String name) {}

  /// A name that was asked for.
  ///
  /// @param by the address of the station
  /// @param name lower case, at most 253 characters, only those of a name; `?` for one that has
  ///   others
  /// @param type such as `A` or `AAAA`
  /// @param answers the addresses that it was told; none where it was refused
  /// @param passedOn whether a server outside was asked, so that the name left the house
  /// @param isRefused whether the house itself refused it, so that it was told nothing from outside
  public record Asked(
      Instant at,
      InetAddress by,
      String name,
      String type,
      List<InetAddress> answers,
      boolean passedOn,
      boolean isRefused) {

    public Asked {
      answers = List.copyOf(answers);
    }

    /// One that left the house only where it was answered.
    public Asked(Instant at, InetAddress by, String name, String type, List<InetAddress> answers) {
      this(at, by, name, type, answers, !answers.isEmpty(), answers.isEmpty());
    }
  }
}
