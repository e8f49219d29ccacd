package steward.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
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
          "--disable-gpu");

  /// Long enough for a machine that is busy with other builds; nothing waits longer than it must.
  private static final double PATIENCE_MS = 60_000;

  private final Path unpacked = Path.of("target", "playwright-" + ProcessHandle.current().pid());
  private final Playwright playwright;
  private final Browser browser;

  /// What the console said at level error, policy violations included, over all pages.
  public final List<String> faults = new CopyOnWriteArrayList<>();

  public Chromium(Path program) {
    makeFolder();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    System.setProperty("playwright.driver.tmpdir", unpacked.toAbsolutePath().toString());
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setChromiumSandbox(false)
                    .setArgs(QUIET));
  }

  public static Optional<Path> program() {
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /// A page of its own in a context of its own, of this width.
  public Page page(int width, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 844)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(PATIENCE_MS);
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      boolean isCutStream = message.location().contains("/api/v1/stream");
      if (message.type().equals("error") && !isCutStream)
        faults.add(message.text() + " at " + message.location());
    });
    page.onPageError(faults::add);
    return page;
  }

  private void makeFolder() {
    try {
      if (Files.isDirectory(unpacked)) return;
      Files.createDirectories(unpacked);
      removeAtEnd(unpacked);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + unpacked, e);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /// Playwright keeps its driver for the whole process, so only its end may take the files away.
  private static void removeAtEnd(Path folder) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
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
