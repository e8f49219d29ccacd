/// Tests of the prover.
@NullMarked
package steward.activity.proof;

import org.jspecify.annotations.NullMarked;
