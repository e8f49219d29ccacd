/// Wires everything and starts and stops it in order; the main program.
@NullMarked
package steward.hub;

import org.jspecify.annotations.NullMarked;
