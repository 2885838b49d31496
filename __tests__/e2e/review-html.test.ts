import fc from "fast-check";
import type { Page } from "playwright-core";
import { reviewHtml } from "../../review/formats/html";
import { barriersOf } from "../support/browser/accessible";
import { TestBrowser } from "../support/browser/browser";
import { hostileReview } from "../support/hostile-review";
import { change, review } from "../support/review";
import { sampleReview } from "../support/review-sample";

const HTML = reviewHtml(sampleReview());
const WARNED = reviewHtml({ ...sampleReview(), warnings: ["shop: the plan ended with an error"] });

const FOCUSED = "document.activeElement.id || document.activeElement.tagName.toLowerCase()";

/** Marks that a stranger's script has run. */
const pwned = (page: Page) => page.evaluate<unknown>("window.pwned");

/** All that a review is made of. */
const OURS = [
  ...["html", "head", "meta", "title", "link[rel=icon]", "style", "script", "body", "a[href^='#']", "div", "header"],
  ...["nav", "main", "footer", "section", "h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "span", "strong"],
  ...["small", "code", "pre", "ins", "del", "table", "caption", "thead", "tbody", "tr", "th", "td", "details"],
  ...["summary", "figure", "figcaption", "svg", "svg *", "button", "label", "input", "select", "option", "output"],
].join(",");

let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.launch();
});

afterAll(() => browser.close());

const visibleRows = (page: Page) => page.locator("table.posture tbody tr:visible").count();

describe("a review opened in a browser", () => {
  it("complains of nothing, and asks for nothing", async () => {
    const { page, complaints, requests } = await browser.open(HTML);
    await page.getByRole("button", { name: "Open all details" }).click();
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  });

  it("would be heard and seen if it asked for something: nothing is answered", async () => {
    const asking = HTML.replace("</main>", '<img src="http://127.0.0.1:9/x.png"></main>');
    const { complaints } = await browser.open(asking);
    expect(complaints).toEqual([expect.stringContaining("Content Security Policy")]);
    const { requests } = await browser.open(asking, { bypassCSP: true });
    expect(requests).toEqual(["http://127.0.0.1:9/x.png"]);
  });

  it("runs no script but its own, wherever one gets in", async () => {
    const forged = HTML.replace(
      "</main>",
      '<script>window.pwned = 1</script><p id="x" onclick="window.pwned = 2">x</p></main>',
    );
    const { page, complaints } = await browser.open(forged);
    await page.locator("#x").click();
    expect(await pwned(page)).toBeUndefined();
    expect(complaints).toHaveLength(2);
    expect(await page.locator("#controls").isVisible()).toBe(true);
    const { page: open } = await browser.open(forged, { bypassCSP: true });
    expect(await pwned(open)).toBe(1);
  });

  it("is not broken by what strangers wrote", async () => {
    const { page, complaints, requests, show } = await browser.open(HTML);
    await fc.assert(
      fc.asyncProperty(hostileReview, async (hostile) => {
        await show(reviewHtml(hostile));
        const strange = await page.evaluate<string[]>(
          `Array.from(document.querySelectorAll(${JSON.stringify(`:not(${OURS})`)}), (one) => one.outerHTML)`,
        );
        expect([strange, await page.locator("script").count(), await pwned(page)]).toEqual([[], 1, undefined]);
        expect([complaints, requests]).toEqual([[], []]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("who uses a keyboard, a screen reader or other eyes", () => {
  it.each(["light", "dark"] as const)("meets no barrier in %s colours, wide and narrow", async (colorScheme) => {
    for (const width of [1200, 400]) {
      const { page } = await browser.open(WARNED, { colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
      await page.getByRole("button", { name: "Open all details" }).click();
      expect(await barriersOf(page)).toEqual([]);
    }
  });

  it("meets none where nothing changes", async () => {
    const { page, complaints } = await browser.open(reviewHtml(review([])), { bypassCSP: true });
    expect([await barriersOf(page), complaints]).toEqual([[], []]);
  });

  it("prints what there is to read, in dark ink", async () => {
    const { page } = await browser.open(HTML, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".side, .filters").filter({ visible: true }).count()).toBe(0);
    expect(await page.locator("table.posture").isVisible()).toBe(true);
    const colour = await page.evaluate<string>("getComputedStyle(document.body).color");
    expect(Number(/\d+/.exec(colour)![0])).toBeLessThan(100);
  });

  it("would be told of a barrier", async () => {
    const worse = HTML.replace("--soft: light-dark(#57606b", "--soft: light-dark(#b7c0cb").replaceAll(
      "<caption>",
      "<caption hidden>",
    );
    const { page } = await browser.open(worse, { colorScheme: "light", bypassCSP: true });
    expect((await barriersOf(page)).join("\n")).toContain("color-contrast");
  });

  it("gets with the tabulator to the skip link, the sections, the switches, the entries and the filters", async () => {
    const { page } = await browser.open(HTML);
    const seen: string[] = [];
    for (let at = 0; at < 60 && !seen.includes("filter-stack"); at++) {
      await page.keyboard.press("Tab");
      seen.push(await page.evaluate<string>(FOCUSED));
    }
    const order = ["a", "scheme", "fold", "div", "summary", "filter-text", "filter-verdict", "filter-stack"];
    expect(order.map((one) => seen.indexOf(one))).toEqual(
      [...order.map((one) => seen.indexOf(one))].sort((a, b) => a - b),
    );
    expect(seen).toEqual(expect.arrayContaining(order));
    const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    expect(outline).toBe("solid");
  });

  it("opens an entry with the keyboard, from the table and by itself", async () => {
    const { page } = await browser.open(HTML);
    const entry = page.locator("#entry-5");
    await page.locator('a[href="#entry-5"]').press("Enter");
    await expect(entry.getAttribute("open")).resolves.not.toBeNull();
    await entry.locator("summary").press("Enter");
    await expect(entry.getAttribute("open")).resolves.toBeNull();
  });

  it("can choose the other colours", async () => {
    const { page } = await browser.open(HTML, { colorScheme: "light" });
    const background = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const light = await background();
    await page.getByRole("button", { name: "Dark colours" }).press("Enter");
    expect(await background()).not.toBe(light);
    await page.getByRole("button", { name: "Light colours" }).press("Enter");
    expect(await background()).toBe(light);
  });
});

describe("the table of protections", () => {
  it("is filtered by words, verdict and stack, and says how many are left", async () => {
    const { page } = await browser.open(HTML);
    const counted = () => page.locator("#filter-count").textContent();
    expect([await visibleRows(page), await counted()]).toEqual([8, "8 of 8"]);
    await page.getByLabel("Verdict").selectOption("worse");
    expect([await visibleRows(page), await counted()]).toEqual([5, "5 of 8"]);
    await page.getByLabel("Text").fill("root l11");
    expect([await visibleRows(page), await counted()]).toEqual([1, "1 of 8"]);
    await page.getByLabel("Text").fill("");
    await page.getByLabel("Stack").selectOption("story-portal-cluster");
    expect([await visibleRows(page), await counted()]).toEqual([1, "1 of 8"]);
    expect(await page.locator("#filter-count").getAttribute("aria-live")).toBe("polite");
  });

  it("is all there without scripts, and the filters are not", async () => {
    const { page } = await browser.open(HTML, { javaScriptEnabled: false });
    expect(await visibleRows(page)).toBe(8);
    expect(await page.locator("#filters, #controls").filter({ visible: true }).count()).toBe(0);
    await page.locator("#entry-5 summary").click();
    expect(await page.locator("#entry-5 dl").isVisible()).toBe(true);
  });
});

describe("a large review", () => {
  it("of 10,000 resources opens, and every count is there", async () => {
    const attributes = [
      {
        path: "env.A",
        before: "x".repeat(400),
        after: "y".repeat(400),
        verdict: "worse" as const,
        forcesReplacement: true,
        ignoredByProvider: false,
      },
    ];
    const changes = Array.from({ length: 10_000 }, (_, at) =>
      change({ address: `docker_container.a${at}`, risk: "weakened", reasons: ["runs as root"], attributes }),
    );
    const html = reviewHtml(review(changes));
    const started = performance.now();
    const { page } = await browser.open(html);
    expect(await page.locator(".tiles").textContent()).toContain("10000 are weaker");
    expect(await page.locator(".left").first().textContent()).toContain("more are left out here");
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(html.length).toBeLessThan(10_000_000);
  });

  it("shows 60 layers without a row upon another", async () => {
    const ways = Array.from({ length: 60 }, (_, at) => ({
      ...{ stack: "shop", from: `layer-${at}`, to: `layer-${(at * 7 + 1) % 60}`, via: "network back" },
      when: at % 9 === 0 ? ("after" as const) : ("both" as const),
    }));
    const { page } = await browser.open(reviewHtml(review([], { ways })));
    const tops = await page.evaluate<number[]>(
      'Array.from(document.querySelectorAll("svg text.row"), (one) => one.getBoundingClientRect().top)',
    );
    const gaps = tops.slice(1).map((top, at) => top - tops[at]!);
    expect(tops).toHaveLength(60);
    expect(Math.min(...gaps)).toBeGreaterThan(12);
  });
});
