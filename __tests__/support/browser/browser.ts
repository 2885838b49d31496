import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { BROWSERS } from "../../../operations/testing/browsers";
import { noBrowser } from "./errors";

function programPath(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (found === undefined) throw noBrowser(BROWSERS);
  return found;
}

/** A page that was opened from a file, and what it did. */
export interface Opened {
  readonly page: Page;
  /** What the console shows as an error or a warning, and what was thrown. */
  readonly complaints: readonly string[];
  /** Whatever was asked for but the file itself. */
  readonly requests: readonly string[];
  /** Opens another file in its place. */
  readonly show: (html: string) => Promise<void>;
}

/** A headless browser of this machine, with a folder of its own for what it opens. */
export class TestBrowser {
  static async launch(): Promise<TestBrowser> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-browser-"));
    // Tests run as root, and Chromium's sandbox does not.
    const browser = await chromium.launch({ executablePath: programPath(), args: ["--no-sandbox"] });
    return new TestBrowser(browser, folder);
  }

  private files = 0;

  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  /** In a context of its own, so that nothing is remembered. */
  async open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    const [complaints, requests]: [string[], string[]] = [[], []];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    const ours = pathToFileURL(this.folder).href;
    context.on("request", (request) => {
      if (!request.url().startsWith(ours)) requests.push(request.url());
    });
    const show = async (text: string) => {
      const file = join(this.folder, `${this.files++}.html`);
      await writeFile(file, text);
      await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
    };
    await show(html);
    return { page, complaints, requests, show };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
