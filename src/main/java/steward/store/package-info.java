/// What is kept on disk: the home folder, the journal's segments, the small database and the
/// history of measurements.
@NullMarked
package steward.store;

import org.jspecify.annotations.NullMarked;
