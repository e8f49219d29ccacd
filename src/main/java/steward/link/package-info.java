/// Brings a message to its driver and back: one link for each device, and who is behind which
/// topic.
@NullMarked
package steward.link;

import org.jspecify.annotations.NullMarked;
