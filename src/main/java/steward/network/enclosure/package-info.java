/// The closed network as the house has it: every station on it, what was decided about each, and
/// the fence that follows from that.
@NullMarked
package steward.network.enclosure;

import org.jspecify.annotations.NullMarked;
