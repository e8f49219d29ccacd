/// Shelly devices of the second generation and later, over their local JSON-RPC.
@NullMarked
package steward.drivers.shelly;

import org.jspecify.annotations.NullMarked;
