/// Tests of the Google Nest family.
@NullMarked
package steward.drivers.nest;

import org.jspecify.annotations.NullMarked;
