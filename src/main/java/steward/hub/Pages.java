package steward.hub;

import io.vertx.ext.web.Router;
import steward.api.Entrance;
import steward.web.Face;
import steward.web.WebPages;

/// The pages, each visitor before the one that is meant for it.
final class Pages {
  private Pages() {}

  static void mount(Router router, Entrance entrance) {
    new WebPages(router, context -> face(entrance.visitor(context)));
  }

  private static Face face(Entrance.Visitor visitor) {
    return switch (visitor) {
      case CLAIMS -> Face.CLAIM;
      case SIGNS_IN -> Face.SIGN_IN;
      case ENTERS -> Face.APP;
    };
  }
}
