/// A simulated network of things behind a simulated fence: stations that ask, try and are refused,
/// and the helper's words about it.
@NullMarked
package steward.sim.fence;

import org.jspecify.annotations.NullMarked;
