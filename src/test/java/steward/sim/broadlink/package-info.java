/// Tests of the simulated Broadlink devices over real sockets.
@NullMarked
package steward.sim.broadlink;

import org.jspecify.annotations.NullMarked;
