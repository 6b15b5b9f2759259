import type { ReviewEvent } from "../../src/core/benchmark/reviewEvent.js";
import { ViewBrowser } from "./viewBrowser.js";

/** The review in a browser, with a made-up host. */
export class ReviewBrowser extends ViewBrowser {
  static async start(): Promise<ReviewBrowser> {
    return new ReviewBrowser(await ViewBrowser.serve("review"), "review");
  }

  /** What was written so far. */
  log(): Promise<readonly ReviewEvent[]> {
    return this.page.evaluate(() => window.review.log);
  }
}
