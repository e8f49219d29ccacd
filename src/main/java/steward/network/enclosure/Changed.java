package steward.network.enclosure;

import java.util.Optional;

/// What a decision did, or would do.
///
/// @param isDone false where it was only looked at beforehand
/// @param did in whole sentences
/// @param waits it is kept, but the fence is not changed yet; `did` says why
/// @param station as it is now
public record Changed(boolean isDone, String did, boolean waits, Optional<Station> station) {}
