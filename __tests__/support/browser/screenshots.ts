/**
 * The pictures of the guide, from a review as a team would see it, made by hand:
 * `node -r ./__tests__/support/constructs/run-typescript.js __tests__/support/browser/screenshots.ts [folder]`.
 */
import { join } from "node:path";
import { reviewHtml } from "../../../review/formats/html";
import { sampleReview } from "../review-sample";
import { TestBrowser } from "./browser";

/** The beginning in one scheme, and further below in the other. */
const PICTURES = [
  { name: "review-light", section: "main", colorScheme: "light", viewport: { width: 1200, height: 1320 } },
  { name: "review-dark", section: "posture", colorScheme: "dark", viewport: { width: 1200, height: 1500 } },
] as const;

async function takePictures(folder: string): Promise<void> {
  const browser = await TestBrowser.launch();
  try {
    for (const { name, section, ...options } of PICTURES) {
      const { page } = await browser.open(reviewHtml(sampleReview()), { ...options, reducedMotion: "reduce" });
      if (section !== "main") await page.evaluate(`location.hash = "${section}"`);
      await page.screenshot({ path: join(folder, `${name}.png`) });
    }
  } finally {
    await browser.close();
  }
}

void takePictures(process.argv[2] ?? "docs/images");
