/// Tests of the store with real files and real databases.
@NullMarked
package steward.store;

import org.jspecify.annotations.NullMarked;
