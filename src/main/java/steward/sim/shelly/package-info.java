/// Simulated Shelly devices of the second generation, at their worst.
@NullMarked
package steward.sim.shelly;

import org.jspecify.annotations.NullMarked;
