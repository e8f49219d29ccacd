/// Activities under test: their text by golden files, their clock edges by example.
@NullMarked
package steward.activity;

import org.jspecify.annotations.NullMarked;
