package steward.drivers.mqttdiscovery.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Templates give what the original gives for the part of the language that devices use, and
/// nothing for the rest.
class TemplateTest {
  private static final Path SHARED =
      Path.of("../shared/protocols/fixtures/mqtt-discovery/template_vectors.json");
  private static final String NOTHING = "(nothing)";
  private static final List<String> PIECES =
      List.of(
          "{{ ",
          " }}",
          "{% if ",
          " %}",
          "{% else %}",
          "{% endif %}",
          "{% set a = ",
          "value",
          "value_json",
          ".x",
          "['y']",
          "[0]",
          "[1:2]",
          " | int",
          " | default('')",
          " | join(',')",
          " + ",
          " - ",
          " * ",
          " / ",
          " in ",
          " not ",
          " and ",
          "(",
          ")",
          "{",
          "}",
          "'a'",
          "1",
          "2.5",
          "None",
          ":",
          ",",
          " is defined",
          ".split(',')",
          ".get('x', 1)",
          "~",
          "\\",
          "\"",
          " | tojson",
          " | round(2)",
          " | format(1)",
          "==",
          "<",
          "{#",
          "#}",
          "-",
          "%");

  private static String rendered(String template, String payload) {
    return Template.of(template).render(new Template.Arrival(payload)).orElse(NOTHING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          {{ value_json["t"] }}                              § {"t":21.50}            § 21.5
          {{ value_json.t }}                                 § {"t":21}               § 21
          {{ value_json.t }}                                 § {"t":1e2}              § 100.0
          {{ value_json.t }}                                 § {"t":null}             § None
          {{ value_json.t }}                                 § {"t":true}             § True
          {{ value_json.t }}                                 § {"h":1}                § ``
          {{ value_json.t.u }}                               § {"h":1}                § (nothing)
          {{ value_json.t }}                                 § no JSON                § (nothing)
          {{ value_json['A'].B }}                            § {"A":{"B":0.120}}      § 0.12
          {{ value_json.list }}                              § {"list":[1,"a",null]}  § [1, 'a', None]
          {{ value_json.b | is_defined }}                    § {"c":1}                § (nothing)
          {{ value_json.b | default('none') }}               § {"c":1}                § none
          {{ value_json.b | default('-', true) }}            § {"b":""}               § -
          {{ 'x' if value_json.b in ['on','auto'] else 'y' }} § {"b":"on"}            § x
          {% if value_json.b and not value_json.c %}1{% elif value_json.c %}2{% else %}3{% endif %} § {"b":1,"c":0} § 1
          {% set m = {None:None,'a':'b'} %}{{ m[value_json.k] }}     § {"k":"a"}       § b
          {% set m = {None:None,'a':'b'} %}{{ m[value_json.k] }}     § {"k":null}      § None
          {{ value | float * 0.5 + 1 }}                      § 3                      § 2.5
          {{ (value | int) // 2 }}                           § 7                      § 3
          {{ 10 - (value_json.p | int) }}                    § {"p":"30"}             § -20
          {{ value_json.p | int }}                           § {"p":"many"}           § (nothing)
          {{ value_json.p | int(0) }}                        § {"p":"many"}           § 0
          {{ (value | float) | round(1) }}                   § 23.456                 § 23.5
          {{ value.split(',')[0:2] | join('-') }}            § 1,2,3                  § 1-2
          {{ value[1:3] | int(base=16) }}                    § #ff00                  § 255
          {{ '{:.2f}'.format(value_json.v) }}                § {"v":3.14159}          § 3.14
          {{ '%03d|%s' | format(value_json.v, 'a') }}        § {"v":7}                § 007|a
          {{ "a" in value_json and value_json.a > 3 }}       § {"a":4}                § True
          {{ value_json.a | lower | upper | trim }}          § {"a":" Ab "}           § AB
          {{ value_json.u.get('p', 'null') }}                § {"u":{}}               § null
          {{ value_json.a is defined and value_json.b is not defined }} § {"a":1}     § True
          {#- a remark -#} {{- value -}} x                   § 5                      § 5x
          {{ value_json | tojson }}                          § {"a":[true,null,1.0]}  § {"a": [true, null, 1.0]}
          {{ value_json.a[0].b }}                            § {"a":[{"b":9}]}        § 9
          {{ -value_json.a ~ 'W' }}                          § {"a":5}                § -5W
          {{ value_json.update }}                            § {"update":1}           § (nothing)
          """)
  void a_template_in_the_subset_gives_what_the_original_gives(
      String template, String payload, String expected) {
    assertThat(Template.of(template.strip()).why()).as(template).isEmpty();
    assertThat(rendered(template.strip(), payload.strip())).as(template).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      textBlock =
          """
          {% for x in value_json %}{{ x }}{% endfor %} § the statement “for”
          {{ states('sensor.x') }}                     § the call of a function
          {{ value | regex_findall('.*') }}            § the filter “regex_findall”
          {{ value.__class__.__mro__() }}              § “__mro__()”
          {{ value_json.items() }}                     § “items()”
          {{ 9 ** 9 }}                                 § powers
          {{ value                                     § braces that do not close
          {% if value %}1                              § without its “endif”
          {{ value ! 2 }}                              § the sign “!”
          {{ (1, 2) }}                                 § a tuple
          """)
  void what_is_beyond_the_subset_is_said_and_never_guessed(String template, String why) {
    Template beyond = Template.of(template.strip());
    assertThat(beyond.isReadable()).isFalse();
    assertThat(beyond.why()).contains(why.strip());
    assertThat(beyond.render(new Template.Arrival("1"))).isEmpty();
  }

  @Test
  void attributes_reach_only_members_of_objects() {
    assertThat(rendered("{{ value.__class__ }}", "x")).isEmpty();
    assertThat(rendered("{{ value.__class__.x }}", "x")).isEqualTo(NOTHING);
  }

  @Test
  void texts_never_grow_beyond_their_limit() {
    String doubling = "{% set a = value %}" + "{% set a = a ~ a %}".repeat(60) + "{{ a }}";
    assertThat(rendered(doubling, "0123456789")).isEqualTo(NOTHING);
    String replacing = "{% set a = value.replace('0', value) %}{{ a.replace('0', a) }}";
    assertThat(rendered(replacing, "0".repeat(3000))).isEqualTo(NOTHING);
    assertThat(rendered("{{ '%99d' | format(1) }}", "1")).hasSizeLessThan(100);
  }

  @Test
  void depth_and_size_are_bounded() {
    assertThat(Template.of("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}").why())
        .contains("levels");
    assertThat(Template.of("{{ 1" + "+1".repeat(5000) + " }}").why()).contains("operations");
    assertThat(Template.of("{% if 1 %}".repeat(500)).why()).contains("conditions");
    assertThat(Template.of("{{ " + "-".repeat(5000) + "1 }}").why()).contains("signs");
    assertThat(Template.of("x".repeat(Template.LENGTH_MAX + 1)).why()).contains("longer");
    assertThat(rendered("{{ value_json.a }}", "[".repeat(5000))).isEqualTo(NOTHING);
  }

  @Test
  void no_template_and_no_payload_makes_it_throw() {
    long seed = 20_261_122L;
    var random = new Random(seed);
    List<String> payloads =
        List.of("", "1", "{\"x\":[1,{\"y\":null}]}", "[]", "\"a,b\"", "{", "\u0000\ud800", "1e999");
    for (int i = 0; i < 60_000; i++) {
      var template = new StringBuilder();
      int count = 1 + random.nextInt(14);
      for (int n = 0; n < count; n++) template.append(PIECES.get(random.nextInt(PIECES.size())));
      String payload = payloads.get(random.nextInt(payloads.size()));
      try {
        rendered(template.toString(), payload);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ": " + template + " on " + payload, e);
      }
    }
  }

  @Test
  void the_vectors_made_with_the_original_agree() throws IOException {
    assumeTrue(Files.exists(SHARED), "skipped: " + SHARED + " is not there");
    for (Map<?, ?> vector : vectors()) {
      Template template = Template.of(String.valueOf(vector.get("template")));
      Optional<String> result;
      if (vector.get("variables") instanceof Map<?, ?> given) {
        var variables = new HashMap<String, Object>();
        given.forEach((name, value) ->
            variables.put(
                String.valueOf(name),
                value instanceof Integer whole ? (Object) whole.longValue() : value));
        result = template.render(variables);
      } else {
        result = template.render(new Template.Arrival(String.valueOf(vector.get("payload"))));
      }
      String expected = vector.containsKey("error") ? NOTHING : (String) vector.get("result");
      assertThat(result.orElse(NOTHING)).as("%s", vector).isEqualTo(expected);
    }
  }

  private static List<Map<?, ?>> vectors() throws IOException {
    String text = Files.readString(SHARED, UTF_8);
    return List.of(JsonMapper.shared().readValue(text, Map[].class));
  }
}
