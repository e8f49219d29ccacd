/// Who the steward is, and who may do what: for now, the server's keys and its certificate.
@NullMarked
package steward.access;

import org.jspecify.annotations.NullMarked;
