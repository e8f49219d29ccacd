/// Tests of simulated SONOFF devices over real sockets.
@NullMarked
package steward.sim.sonoff;

import org.jspecify.annotations.NullMarked;
