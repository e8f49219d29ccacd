/// Where the steward itself, and the things, may talk to: for now, the one maker of outgoing
/// sockets.
@NullMarked
package steward.network;

import org.jspecify.annotations.NullMarked;
