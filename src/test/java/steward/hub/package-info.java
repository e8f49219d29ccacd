/// The whole program under test: real sockets, real files, devices that speak their protocol.
@NullMarked
package steward.hub;

import org.jspecify.annotations.NullMarked;
