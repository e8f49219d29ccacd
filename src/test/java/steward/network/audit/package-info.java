/// Grades, and the prober against simulated devices.
@NullMarked
package steward.network.audit;

import org.jspecify.annotations.NullMarked;
