/// Profiles against files that lie and things that want more.
@NullMarked
package steward.network.profile;

import org.jspecify.annotations.NullMarked;
