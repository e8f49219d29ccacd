/// Simulated SONOFF devices at their worst: in DIY and LAN mode, and with stock firmware.
@NullMarked
package steward.sim.sonoff;

import org.jspecify.annotations.NullMarked;
