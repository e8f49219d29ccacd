package steward.api;

import java.time.Instant;

/// Something on the health page that a person should know.
public record Note(Instant at, String sentence) {}
