package steward.folder;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import steward.driver.Family;
import steward.loop.HouseNames;
import steward.thing.ThingId;
import steward.thing.Udn;

/// The house that a folder is brought into, as a picture of one moment, and what is asked of its
/// memory. Confined to one thread.
///
/// @param devices the device that a thing of this id is or once was
/// @param numbers the id of the thing that has or once had this number
/// @param greatest the greatest number that a thing has or had
/// @param isFreeUser whether no user has or had this id
/// @param families by name
/// @param barred why things of a family are not reached here
/// @param profileFiles the ids of all files of the owner's profiles, also of those of no use
/// @param fixedZone the zone that the configuration says
public record Now(
    Contents contents,
    HouseNames names,
    Function<ThingId, Optional<Udn>> devices,
    Function<Integer, Optional<ThingId>> numbers,
    int greatest,
    Predicate<String> isFreeUser,
    Function<String, Optional<Family>> families,
    Function<String, Optional<String>> barred,
    Set<String> profileFiles,
    Optional<ZoneId> fixedZone) {}
