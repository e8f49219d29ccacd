/// A simulated house: things that speak their real protocols over loopback sockets, and people who
/// live among them.
@NullMarked
package steward.sim;

import org.jspecify.annotations.NullMarked;
