/// Stories of phones with OwnTracks.
@NullMarked
package steward.drivers.owntracks;

import org.jspecify.annotations.NullMarked;
