package steward.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The system's own Chromium, driven by Playwright without a download. Confined to the test's
/// thread.
public final class Chromium implements AutoCloseable {
  /// Said where a test is left out for want of it.
  public static final String MISSING =
      "Chromium is not installed here; tools/install-test-peers brings it on Debian.";

  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> QUIET =
      List.of(
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--renderer-process-limit=1",
          "--disable-gpu");

  /// Long enough for a machine that is busy with other builds; nothing waits longer than it must.
  private static final double PATIENCE_MS = 60_000;

  /// One for the whole process, since its start costs more than most stories; it ends with it.
  private static final Supplier<Browser> BROWSER = once(Chromium::launch);

  private final BrowserContext context = BROWSER.get().newContext();

  /// What the console said at level error, policy violations included, over all pages.
  public final List<String> faults = new CopyOnWriteArrayList<>();

  public Chromium() {
    context.setDefaultTimeout(PATIENCE_MS);
  }

  private static Browser launch() {
    Path unpacked = Path.of("target", "playwright-" + ProcessHandle.current().pid());
    makeFolder(unpacked);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    System.setProperty("playwright.driver.tmpdir", unpacked.toAbsolutePath().toString());
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(program().orElseThrow())
            .setChromiumSandbox(false)
            .setArgs(QUIET);
    atEnd(playwright, unpacked);
    return playwright.chromium().launch(options);
  }

  public static Optional<Path> program() {
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /// A page of this width. It shares what was fetched with the others from here, and nothing else
  /// where [#leave] ends the one before.
  public Page page(int width, ColorScheme scheme) {
    Page page = context.newPage();
    page.setViewportSize(width, 844);
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE));
    page.onConsoleMessage(message -> {
      boolean isCutStream = message.location().contains("/api/v1/stream");
      if (message.type().equals("error") && !isCutStream)
        faults.add(message.text() + " at " + message.location());
    });
    page.onPageError(faults::add);
    page.onRequestFailed(request -> {
      if (request.resourceType().equals("script")) faults.add(request.url() + " was not fetched");
    });
    return page;
  }

  /// Waits until a page says what it is.
  public void shows(Page page) {
    try {
      var title = new Page.GetByRoleOptions().setLevel(1);
      PlaywrightAssertions.assertThat(page.getByRole(AriaRole.HEADING, title).first()).isVisible();
    } catch (AssertionError e) {
      throw new AssertionError(page.url() + " shows nothing; faults: " + faults, e);
    }
  }

  private static <T> Supplier<T> once(Supplier<T> make) {
    var made = new AtomicReference<T>();
    return () -> {
      T there = made.get();
      if (there != null) return there;
      T fresh = make.get();
      made.set(fresh);
      return fresh;
    };
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  /// Closes a page as a person does who clears what it kept.
  public void leave(Page page) {
    if (page.url().startsWith("http")) page.evaluate("() => localStorage.clear()");
    page.close();
  }

  /// Closes its pages.
  @Override
  public void close() {
    context.close();
  }

  /// Playwright keeps its driver for the whole process, so only its end may take the files away.
  private static void atEnd(Playwright playwright, Path folder) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              playwright.close();
              try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                  Files.deleteIfExists(file);
                }
              } catch (IOException e) {
                System.err.println("cannot remove " + folder + ": " + e.getMessage());
              }
            }));
  }
}
