/// Webhooks at work: credentials, the listener that is called, the memory of what was delivered,
/// and the sender.
@NullMarked
package steward.hook;

import org.jspecify.annotations.NullMarked;
