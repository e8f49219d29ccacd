/// Simulated Daikin adapters: every protocol that they speak, over real sockets, quirks included.
@NullMarked
package steward.sim.daikin;

import org.jspecify.annotations.NullMarked;
