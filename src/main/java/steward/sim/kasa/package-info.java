/// Simulated TP-Link Kasa and Tapo devices on loopback addresses: the old cipher over TCP and UDP,
/// KLAP in both versions, discovery, and what is known of their faults.
@NullMarked
package steward.sim.kasa;

import org.jspecify.annotations.NullMarked;
