/// What simulated clouds have in common: HTTPS by a name, sign-in by OAuth 2.0, limits, bad days.
@NullMarked
package steward.sim.cloud;

import org.jspecify.annotations.NullMarked;
