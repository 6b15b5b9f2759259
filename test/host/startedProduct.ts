import type { TestApi } from "../../src/host/testApi.js";

/** What activating gives in tests: the small part that every window loads, which wakes the product. */
export interface StartedProduct {
  readonly isAwake: boolean;
  wake(): Promise<TestApi>;
}
