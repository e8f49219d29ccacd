/// What announced itself and waits for a person: sightings, merged by device, offered in an inbox.
@NullMarked
package steward.discovery;

import org.jspecify.annotations.NullMarked;
