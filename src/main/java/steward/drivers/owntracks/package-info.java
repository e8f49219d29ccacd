/// OwnTracks: a phone that tells where it is, of which the house keeps whether it is at home.
@NullMarked
package steward.drivers.owntracks;

import org.jspecify.annotations.NullMarked;
