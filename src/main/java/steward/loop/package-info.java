/// The one writer: its inbox, the house it drives, and the journal of everything with its cause.
@NullMarked
package steward.loop;

import org.jspecify.annotations.NullMarked;
