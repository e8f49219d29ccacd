package steward.drivers.mqttdiscovery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import steward.drivers.mqttdiscovery.template.Template;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Unobservable;
import steward.thing.Message.Publish;
import steward.thing.Property;
import steward.value.Bytes;

/// What an entity is to the house: what it observes and performs, and how its messages are read and
/// made. Immutable.
///
/// @param kind the end of the kind path, `motive/mqtt/lock`; empty where it says nothing of that
/// @param remarks sentences on what of it is left out
record Role(
    Entity entity,
    String kind,
    Set<Property> observes,
    List<Ear> ears,
    Map<ActionKind, Deed> deeds,
    List<String> remarks) {

  Role {
    observes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(observes));
    ears = List.copyOf(ears);
    deeds = java.util.Collections.unmodifiableMap(new EnumMap<>(deeds));
    remarks = List.copyOf(remarks);
  }

  /// Whether it is anything to the house.
  boolean isUseful() {
    return !observes.isEmpty() || !deeds.isEmpty();
  }

  /// One topic, the template that is put on its payloads, and what is done with the result.
  record Ear(String topic, Template template, Take take) {}

  /// Reads a rendered payload; must not throw.
  interface Take {
    void take(String text, Hearing hearing);
  }

  /// An action: how it can be asked for, what is published, by what it is confirmed.
  record Deed(
      Ability ability,
      Function<Action, List<Publish>> publishes,
      Function<Action, Expectation> proof,
      Set<String> topics) {}

  static Builder of(Entity entity) {
    return new Builder(entity);
  }

  /// Puts a role together. Confined to one thread.
  static final class Builder {
    final Entity entity;
    private final Set<Property> observes = new LinkedHashSet<>();
    private final List<Ear> ears = new ArrayList<>();
    private final Map<ActionKind, Deed> deeds = new EnumMap<>(ActionKind.class);
    private final List<String> remarks = new ArrayList<>();
    private String kind = "";

    private Builder(Entity entity) {
      this.entity = entity;
    }

    Builder kind(String path) {
      kind = path;
      return this;
    }

    Builder remark(String what) {
      if (remarks.size() < 8)
        remarks.add(entity.component() + " “" + entity.title() + "”: " + what);
      return this;
    }

    /// Listens to a topic of the announcement for a property; says whether it can.
    boolean hears(String topicKey, String templateKey, Property property, Take take) {
      String topic = entity.key(topicKey);
      if (topic.isEmpty()) return false;
      if (!Topics.isHeard(topic)) {
        remark("its topic “" + cut(topic) + "” is none that may be listened to");
        return false;
      }
      Template template = templateKey.isEmpty() ? Template.PLAIN : entity.template(templateKey);
      if (!template.isReadable()) {
        remark(
            property.spoken() + " is not read, its template is not understood: " + template.why());
        return false;
      }
      ears.add(new Ear(topic, template, take));
      observes.add(property);
      return true;
    }

    /// Says that what is heard already tells of this property too.
    Builder observes(Property property) {
      observes.add(property);
      return this;
    }

    boolean isHeard(Property property) {
      return observes.contains(property);
    }

    /// A place to publish on; nothing, and a remark, where the announcement has none that is right.
    java.util.Optional<Mouth> mouth(String topicKey, String templateKey) {
      String topic = entity.key(topicKey);
      if (topic.isEmpty()) return java.util.Optional.empty();
      if (!Topics.isTold(topic)) {
        remark("its command topic “" + cut(topic) + "” is none that may be used");
        return java.util.Optional.empty();
      }
      Template template = templateKey.isEmpty() ? Template.PLAIN : entity.template(templateKey);
      if (!template.isReadable()) {
        remark("a command is left out, its template is not understood: " + template.why());
        return java.util.Optional.empty();
      }
      return java.util.Optional.of(new Mouth(this, topic, template));
    }

    Builder performs(
        Ability ability,
        Mouth mouth,
        Function<Action, List<Publish>> publishes,
        Function<Action, Expectation> proof) {
      deeds.put(ability.kind(), new Deed(ability, publishes, proof, Set.of(mouth.topic())));
      return this;
    }

    /// The proof by this property where it is heard; else there is none, and that is said.
    Expectation proof(Property property, Function<Property, Expectation> report) {
      boolean heard = !ears.isEmpty() && observes.contains(property);
      return heard ? report.apply(property) : unobservable();
    }

    private static Unobservable unobservable() {
      return new Unobservable("its announcement names no topic on which it would tell");
    }

    Publish publish(String topic, String payload) {
      int qos = (int) Math.clamp(entity.number("qos", 0), 0, 2);
      return new Publish(topic, Bytes.utf8(payload), qos, entity.isTrue("retain"));
    }

    private static String cut(String topic) {
      return topic.length() > 60 ? topic.substring(0, 60) + "…" : topic;
    }

    Role build() {
      return new Role(entity, kind, observes, ears, deeds, remarks);
    }
  }

  /// Where commands go, and the template that is put on their values.
  record Mouth(Builder builder, String topic, Template template) {

    List<Publish> say(Object value) {
      return say(value, Map.of());
    }

    /// The message for a value: a text, a number, or a text with more variables. None where the
    /// template fails.
    List<Publish> say(Object value, Map<String, Object> more) {
      if (template.equals(Template.PLAIN))
        return List.of(builder.publish(topic, Numbers.text(value)));
      var variables = new java.util.HashMap<String, Object>(more);
      variables.put("value", value);
      return template.render(variables).stream()
          .map(payload -> builder.publish(topic, payload))
          .toList();
    }
  }
}
