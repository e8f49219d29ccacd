package steward.activity;

import steward.state.Trail;

/// A firing that is not over: the number of its journal entry, and the next line to perform.
public record Run(long id, String activity, int version, int next, Trail trail) {}
