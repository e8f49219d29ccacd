/// Multicast DNS: announces the steward on its networks, and answers for its clients' own names.
@NullMarked
package steward.network.mdns;

import org.jspecify.annotations.NullMarked;
