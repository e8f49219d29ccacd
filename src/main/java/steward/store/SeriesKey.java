package steward.store;

/// Which measurements: a thing's id and the name of a property.
record SeriesKey(String thing, String property) {}
