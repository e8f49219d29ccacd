package steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import steward.driver.Effect;
import steward.driver.Family;
import steward.driver.Payload;
import steward.fuzz.FuzzTarget;
import steward.thing.Message;
import steward.value.Bytes;

/// The driver of a family in the conversations of its fixtures, in which one message comes with
/// another body. The first byte of an input says which conversation, the second which message.
/// Confined to one thread.
public final class ConversationFuzz implements FuzzTarget {
  private static final int EFFECTS_MAX = 500;

  private final Family family;
  private final List<FixtureConversation<?>> conversations = new ArrayList<>();

  public ConversationFuzz(Family family) {
    this.family = family;
  }

  @Override
  public String name() {
    return "driver-" + family.name();
  }

  private List<FixtureConversation<?>> conversations() {
    if (!conversations.isEmpty()) return conversations;
    try {
      for (Path file : FixtureConversation.files(family))
        conversations.add(FixtureConversation.of(family, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return conversations;
  }

  @Override
  public List<byte[]> seeds() {
    var seeds = new ArrayList<byte[]>();
    for (int which = 0; which < conversations().size(); which++) {
      List<Integer> messages = messages(conversations().get(which));
      for (int place = 0; place < messages.size(); place++) {
        Message message = came(conversations().get(which), messages.get(place));
        byte[] body = body(message).toArray();
        byte[] seed = new byte[2 + body.length];
        seed[0] = (byte) which;
        seed[1] = (byte) place;
        System.arraycopy(body, 0, seed, 2, body.length);
        seeds.add(seed);
      }
    }
    return seeds;
  }

  @Override
  public void take(byte[] input) {
    if (input.length < 2) return;
    var conversation = conversations().get((input[0] & 0xff) % conversations().size());
    List<Integer> messages = messages(conversation);
    if (messages.isEmpty()) return;
    int changed = messages.get((input[1] & 0xff) % messages.size());
    Bytes body = Bytes.wrap(Arrays.copyOfRange(input, 2, input.length));
    conversation.restart();
    for (int i = 0; i < conversation.steps().size(); i++) {
      List<Effect> effects =
          i == changed
              ? conversation.playInstead(i, with(came(conversation, i), body))
              : conversation.play(i);
      FuzzTarget.mustHold(effects.size() < EFFECTS_MAX, effects.size() + " effects");
    }
  }

  /// The steps at which a message with a body comes.
  private static List<Integer> messages(FixtureConversation<?> conversation) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < conversation.steps().size(); i++) {
      Payload step = conversation.steps().get(i);
      if (step.at("came").isObject() && !(came(conversation, i) instanceof Message.Failed))
        places.add(i);
    }
    return places;
  }

  private static Message came(FixtureConversation<?> conversation, int index) {
    return FixtureMessages.message(conversation.steps().get(index).at("came"));
  }

  private static Bytes body(Message message) {
    return switch (message) {
      case Message.Publish publish -> publish.payload();
      case Message.HttpResponse answer -> answer.body();
      case Message.Datagram datagram -> datagram.body();
      case Message.TcpFrame frame -> frame.body();
      case Message.WebSocketText text -> Bytes.utf8(text.text());
      case Message.ServerSentEvent event -> Bytes.utf8(event.data());
      case Message.WebhookCall call -> call.body();
      case Message.Seen seen -> body(seen.message());
      case Message.Service service ->
          service.texts().isEmpty() ? Bytes.EMPTY : service.texts().getFirst();
      case Message.HttpRequest _,
          Message.Dial _,
          Message.Subscribe _,
          Message.Opened _,
          Message.Failed _ ->
          Bytes.EMPTY;
    };
  }

  private static Message with(Message message, Bytes body) {
    return switch (message) {
      case Message.Publish(String topic, _, int qos, boolean retained) ->
          new Message.Publish(topic, body, qos, retained);
      case Message.HttpResponse(String name, int status, Map<String, String> headers, _) ->
          new Message.HttpResponse(name, status, headers, body);
      case Message.Datagram(int port, _) -> new Message.Datagram(port, body);
      case Message.TcpFrame(int port, _) -> new Message.TcpFrame(port, body);
      case Message.WebSocketText(String name, _) -> new Message.WebSocketText(name, body.text());
      case Message.ServerSentEvent(String name, String id, String event, _) ->
          new Message.ServerSentEvent(name, id, event, body.text());
      case Message.WebhookCall(String hook, Map<String, String> headers, _) ->
          new Message.WebhookCall(hook, headers, body);
      case Message.Seen(String from, int port, Message inner) ->
          new Message.Seen(from, port, with(inner, body));
      case Message.Service(String type, String instance, int port, _) ->
          new Message.Service(type, instance, port, List.of(body));
      case Message.HttpRequest _,
          Message.Dial _,
          Message.Subscribe _,
          Message.Opened _,
          Message.Failed _ ->
          message;
    };
  }
}
