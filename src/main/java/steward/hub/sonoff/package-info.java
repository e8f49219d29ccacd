/// SONOFF beyond its driver: the listener that stock devices of 2016 and 2017 call in place of
/// their cloud, the advice on the way out, and the flash over the air.
@NullMarked
package steward.hub.sonoff;

import org.jspecify.annotations.NullMarked;
