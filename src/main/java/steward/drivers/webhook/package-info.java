/// Webhooks as things: what a service outside tells of in a call, and where the house sends its
/// notices.
@NullMarked
package steward.drivers.webhook;

import org.jspecify.annotations.NullMarked;
