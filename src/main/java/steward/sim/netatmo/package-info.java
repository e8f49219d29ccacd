/// A simulated cloud of Netatmo.
@NullMarked
package steward.sim.netatmo;

import org.jspecify.annotations.NullMarked;
