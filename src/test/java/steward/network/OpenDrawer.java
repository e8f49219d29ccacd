package steward.network;

import java.util.Map;
import java.util.TreeMap;

/// A drawer in memory, open for a test to look into.
public final class OpenDrawer implements Drawer {
  private final Map<String, String> texts = new TreeMap<>();

  @Override
  public Map<String, String> all() {
    return Map.copyOf(texts);
  }

  @Override
  public void put(String name, String text) {
    if (text.isEmpty()) texts.remove(name);
    else texts.put(name, text);
  }
}
