/// Tests of the ready-made activities.
@NullMarked
package steward.ready;

import org.jspecify.annotations.NullMarked;
