/// A simulated mail server and a simulated ntfy server, with the bad days of both.
@NullMarked
package steward.sim.post;

import org.jspecify.annotations.NullMarked;
