/// Activities: the rules of the house, their text, and the engine that ties events to tasks.
@NullMarked
package steward.activity;

import org.jspecify.annotations.NullMarked;
