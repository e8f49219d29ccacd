/// Where the steward itself, and the things, may talk to: the one maker of outgoing sockets, and
/// where connections to us come from, as far as they are counted.
@NullMarked
package steward.network;

import org.jspecify.annotations.NullMarked;
