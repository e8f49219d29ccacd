package steward.network.ledger;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import steward.network.fence.Hardware;

/// Who is who on the network of the things. Thread-safe.
public interface Roll {
  /// Where nobody knows more than leases and addresses say.
  Roll NOBODY =
      new Roll() {
        @Override
        public Optional<Hardware> at(InetAddress address) {
          return Optional.empty();
        }

        @Override
        public String called(String station) {
          return station;
        }

        @Override
        public Optional<Instant> first(String station) {
          return Optional.empty();
        }
      };

  /// The station that has this address.
  Optional<Hardware> at(InetAddress address);

  /// What people call it: the name of the thing, or of the station; its word where it has none.
  ///
  /// @param station the fence's word, such as `s_020000000100`
  String called(String station);

  /// When a station was first seen; empty where it is not known.
  Optional<Instant> first(String station);
}
