/// What each kind of thing may reach: profiles as local MUD files (RFC 8520), what a thing was seen
/// to want beside what it has, and what stops without its cloud. Pure but for [OwnProfiles] and
/// [Memory], which keep files.
@NullMarked
package steward.network.profile;

import org.jspecify.annotations.NullMarked;
