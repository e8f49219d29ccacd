package steward.store;

import java.time.Instant;

/// Something that a part of the store did or met on its own: a sentence for the health page.
public record StoreNote(Instant at, String sentence) {}
