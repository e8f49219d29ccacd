/// Stories of Daikin adapters, told input by input.
@NullMarked
package steward.drivers.daikin;

import org.jspecify.annotations.NullMarked;
