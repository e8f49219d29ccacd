/// Tests of the simulated fence.
@NullMarked
package steward.sim.fence;

import org.jspecify.annotations.NullMarked;
