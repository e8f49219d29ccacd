/// Simulated Daikin adapters under their real driver, over real sockets.
@NullMarked
package steward.sim.daikin;

import org.jspecify.annotations.NullMarked;
