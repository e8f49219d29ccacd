/// Tests of the family Shelly.
@NullMarked
package steward.drivers.shelly;

import org.jspecify.annotations.NullMarked;
