/// Tests of the Hue family.
@NullMarked
package steward.drivers.hue;

import org.jspecify.annotations.NullMarked;
