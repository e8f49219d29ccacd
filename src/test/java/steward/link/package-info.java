/// Links under test: which topic reaches which device, and what a failing driver does to others.
@NullMarked
package steward.link;

import org.jspecify.annotations.NullMarked;
