package steward.drivers.kasa;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Writes the small objects that are sent.
final class Json {
  private Json() {}

  static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  static String text(Map<String, Object> object) {
    return JsonMapper.shared().writeValueAsString(object);
  }
}
