/// A simulated Hue bridge: its certificate, its button, CLIP v2 and its stream of events.
@NullMarked
package steward.sim.hue;

import org.jspecify.annotations.NullMarked;
