/// Checks of the whole tree: its borders and its tidiness.
@NullMarked
package steward;

import org.jspecify.annotations.NullMarked;
