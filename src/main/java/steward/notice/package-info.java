/// How people are told: on their pages, by the owner's own mail and ntfy servers, and never by a
/// vendor's push service.
@NullMarked
package steward.notice;

import org.jspecify.annotations.NullMarked;
