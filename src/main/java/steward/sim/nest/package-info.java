/// A simulated Smart Device Management interface of Google, with its tokens and events.
@NullMarked
package steward.sim.nest;

import org.jspecify.annotations.NullMarked;
