import { signal, type ReadonlySignal } from "@preact/signals";
import type { PageView } from "../../src/protocol/rolloutView.js";
import { errorText } from "../errorText.js";
import { BitmapCache } from "./bitmapCache.js";
import { loadPage } from "./loadPage.js";
import type { PageBitmap } from "./pageBitmap.js";

/** The image of the page on show. */
export type PageImage =
  | { readonly kind: "none" }
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly bitmap: PageBitmap }
  | { readonly kind: "failed"; readonly message: string };

export interface PageLoader {
  readonly image: ReadonlySignal<PageImage>;
  /** Starts decoding a page that will be shown; resolves when it is ready or failed. */
  prepare(page: PageView | null): Promise<void>;
  /** Puts a page on show, as far as it is decoded. */
  show(page: PageView | null): void;
  /** Bytes of decoded bitmaps kept. */
  bytes(): number;
}

interface LoaderOptions {
  readonly applyOrientation: boolean;
  readonly bitmapBytes: number;
}

/** Decodes pages one at a time, keeps the latest ones, and drops what nobody waits for any more. */
export function pageLoader({ applyOrientation, bitmapBytes }: LoaderOptions): PageLoader {
  const cache = new BitmapCache(bitmapBytes);
  const image = signal<PageImage>({ kind: "none" });
  let shown: string | null = null;
  let pending: { uri: string; abort: AbortController; done: Promise<void> } | null = null;
  let failure: { uri: string; message: string } | null = null;

  const stateOf = (uri: string | null): PageImage => {
    if (uri === null) return { kind: "none" };
    const bitmap = cache.get(uri);
    if (bitmap !== undefined) return { kind: "ready", bitmap };
    return failure?.uri === uri ? { kind: "failed", message: failure.message } : { kind: "loading" };
  };

  const load = async (page: PageView & { kind: "image" }, abort: AbortController) => {
    try {
      const options = { size: page, applyOrientation, mostBytes: bitmapBytes, signal: abort.signal };
      cache.put(page.uri, await loadPage(page.uri, options));
      failure = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      failure = { uri: page.uri, message: errorText(error) };
    }
    if (shown === page.uri) image.value = stateOf(page.uri);
  };

  return {
    image,
    bytes: () => cache.bytes,
    prepare(page) {
      if (page?.kind !== "image" || cache.get(page.uri) !== undefined) return Promise.resolve();
      if (pending?.uri === page.uri && !pending.abort.signal.aborted) return pending.done;
      pending?.abort.abort();
      const abort = new AbortController();
      const done = load(page, abort).finally(() => {
        if (pending?.abort === abort) pending = null;
      });
      pending = { uri: page.uri, abort, done };
      return done;
    },
    show(page) {
      shown = page?.kind === "image" ? page.uri : null;
      image.value = stateOf(shown);
    },
  };
}
