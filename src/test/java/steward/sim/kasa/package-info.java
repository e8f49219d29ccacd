/// Checks of the simulated TP-Link Kasa and Tapo devices, and conversations with them over real
/// sockets.
@NullMarked
package steward.sim.kasa;

import org.jspecify.annotations.NullMarked;
