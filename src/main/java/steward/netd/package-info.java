/// The root helper of the fence: the one program of the house that may change the network of its
/// machine, and that can do nothing else.
///
/// It is a program of its own, started by its own unit, and uses the JDK alone. What it is asked
/// comes over a Unix socket, from one user, in a vocabulary of fixed words whose every value has a
/// type ([Token]); rules and configuration are made here, from texts of its own. So whoever takes
/// over the steward may open a lane, and cannot write a rule.
@NullMarked
package steward.netd;

import org.jspecify.annotations.NullMarked;
