package steward.network.profile;

import java.time.Instant;
import steward.network.fence.Ports;

/// What a station was seen to want: it called there, or tried to.
///
/// @param host a name in lower case, or an address in figures where it asked for no name
/// @param packets since the first time
/// @param bytes since the first time; of what was refused, the bytes of the attempts
/// @param refused whether nothing of it was let through
public record Wanted(
    String host, Ports ports, long packets, long bytes, Instant first, Instant last, boolean refused) {}
