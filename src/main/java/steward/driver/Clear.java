package steward.driver;

import java.util.function.Function;
import steward.thing.Message;

/// What a message says under a cipher that everybody knows, as a text in which secrets can be
/// looked for. Immutable.
///
/// @param veiled the same message with another text
public record Clear(String text, Function<String, Message> veiled) {}
