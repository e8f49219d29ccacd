/// The web pages: one index and its assets, read from the jar once and served from memory.
///
/// Knows nothing of the house: the pages speak with the HTTP API like any other client.
@NullMarked
package steward.web;

import org.jspecify.annotations.NullMarked;
