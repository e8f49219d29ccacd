/// Shows that texts of activities are read, written and refused as they should be.
@NullMarked
package steward.activity.text;

import org.jspecify.annotations.NullMarked;
