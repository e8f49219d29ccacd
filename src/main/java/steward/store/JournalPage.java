package steward.store;

import java.util.List;
import steward.loop.Entry;

/// A page of the journal, newest first.
///
/// @param next the `before` of the page that follows; 0 at the end. A page can be short and still
///   have a next one: the search stops after so many entries looked at.
public record JournalPage(List<Entry> entries, long next) {}
