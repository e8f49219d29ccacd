/// Checks of the helpers that drivers share.
@NullMarked
package steward.driver;

import org.jspecify.annotations.NullMarked;
