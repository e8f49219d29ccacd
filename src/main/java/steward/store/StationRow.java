package steward.store;

import java.time.Instant;
import java.util.Optional;
import steward.value.Tree;

/// A station of the closed network, as it is kept.
///
/// @param hardware its hardware address
/// @param standing what was decided about it, in a word
/// @param place of its own address in the network of the things; 0 for none
/// @param body the rest, as a JSON object
public record StationRow(
    String hardware,
    String standing,
    Optional<String> thing,
    int place,
    Instant first,
    Instant last,
    Tree body) {}
