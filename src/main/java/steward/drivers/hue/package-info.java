/// Philips Hue bridges and what hangs on them: CLIP v2 with its event stream, on the home network.
@NullMarked
package steward.drivers.hue;

import org.jspecify.annotations.NullMarked;
