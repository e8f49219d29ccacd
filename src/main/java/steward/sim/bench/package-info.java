/// The performance figures: measures a steward of its own from outside, beside a bare broker on the
/// same machine.
@NullMarked
package steward.sim.bench;

import org.jspecify.annotations.NullMarked;
