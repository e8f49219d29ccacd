/// The house as a folder of readable files: written out, and brought in again by a plan that is
/// shown before anything changes.
@NullMarked
package steward.folder;

import org.jspecify.annotations.NullMarked;
