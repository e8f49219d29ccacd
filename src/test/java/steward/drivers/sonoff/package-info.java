/// Tests of the family SONOFF.
@NullMarked
package steward.drivers.sonoff;

import org.jspecify.annotations.NullMarked;
