/// Who may do what: roles, users, clients and the one table of rights, decided without looking at a
/// clock, a disk or a socket.
@NullMarked
package steward.rights;

import org.jspecify.annotations.NullMarked;
