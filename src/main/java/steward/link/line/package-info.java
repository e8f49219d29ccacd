/// The lines over which devices with addresses of their own are reached: HTTP, WebSockets, streams
/// of events, TCP and datagrams.
@NullMarked
package steward.link.line;

import org.jspecify.annotations.NullMarked;
