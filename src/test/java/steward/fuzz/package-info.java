/// Fuzzing: what reads bytes from outside is fed with everything else.
@NullMarked
package steward.fuzz;

import org.jspecify.annotations.NullMarked;
