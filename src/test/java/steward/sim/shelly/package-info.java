/// Tests of simulated Shelly devices over real sockets.
@NullMarked
package steward.sim.shelly;

import org.jspecify.annotations.NullMarked;
