/// Simulated Broadlink blasters and plugs: the real datagrams on a loopback address, at their
/// worst.
@NullMarked
package steward.sim.broadlink;

import org.jspecify.annotations.NullMarked;
