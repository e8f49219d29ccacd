/// The way in from outside: a tunnel of WireGuard to the steward's own pages, a peer for each
/// client. It gives reach and never rights: whoever comes by it signs in like everybody.
@NullMarked
package steward.network.vpn;

import org.jspecify.annotations.NullMarked;
