/// The process for old TLS: takes TLS 1.0 to 1.2 with the suites of 2016 from devices that know
/// nothing newer, and passes what they say in clear to the house, over a Unix socket. Nothing else.
///
/// [steward.oldtls.Outbound] is another one, for connections of the house to devices of that kind:
/// it has no socket.
///
/// Each is a program of its own because the JDK switches such TLS on or off for a whole process. It
/// is off unless asked for, uses the JDK alone, knows no word of what it passes on, and ends with
/// the house.
@NullMarked
package steward.oldtls;

import org.jspecify.annotations.NullMarked;
