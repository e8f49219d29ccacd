/// Tests of the Netatmo family.
@NullMarked
package steward.drivers.netatmo;

import org.jspecify.annotations.NullMarked;
