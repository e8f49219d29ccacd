/// What the conversations with devices of all families have in common.
@NullMarked
package steward.drivers;

import org.jspecify.annotations.NullMarked;
