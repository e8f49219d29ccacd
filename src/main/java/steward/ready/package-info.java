/// Ready-made activities to start from: texts with slots that a person fills with things of the
/// house.
@NullMarked
package steward.ready;

import org.jspecify.annotations.NullMarked;
