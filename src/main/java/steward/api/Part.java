package steward.api;

/// A part of the steward on the health page: its name, `green`, `orange` or `red`, and why.
public record Part(String name, String state, String sentence) {}
