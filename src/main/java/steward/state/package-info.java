/// What is known of every thing at this moment, and the timers that are part of it.
@NullMarked
package steward.state;

import org.jspecify.annotations.NullMarked;
