/// Simulated SONOFF devices in DIY and LAN mode, at their worst.
@NullMarked
package steward.sim.sonoff;

import org.jspecify.annotations.NullMarked;
