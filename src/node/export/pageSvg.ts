import type { Box } from "../../core/page/box.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";
import type { RolloutView } from "../../protocol/rolloutView.js";
import type { EmbeddedPage } from "./embeddedPage.js";
import { html, type Html } from "./html.js";

const isDrawn = (box: Box | null): box is Box => box?.every(Number.isFinite) === true;

function rectangle(box: Box, name: string): Html {
  const [x1, y1, x2, y2] = box.map(side => Math.round(side * 10) / 10);
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return html``;
  return html`<rect
    class="${name}"
    x="${x1}"
    y="${y1}"
    width="${Math.max(0, x2 - x1)}"
    height="${Math.max(0, y2 - y1)}"
  />`;
}

function callMarks({ call, page, executed }: PlacedCall, letter: number): Html {
  const box = executed ?? page;
  if (!isDrawn(box)) return html``;
  const number = html`<text x="${box[0] + letter * 0.3}" y="${box[1] + letter}" font-size="${letter}"
    >${call.index + 1}</text
  >`;
  return html`<g class="call"
    >${isDrawn(page) ? [rectangle(page, "requested")] : []}${
      isDrawn(executed) ? [rectangle(executed, "executed")] : []
    }${number}</g
  >`;
}

/** The page once, to be shown by every rollout's drawing. */
export function pageSymbol({ page }: RolloutView, embedded: EmbeddedPage | null): Html {
  const { width, height } = page;
  const image =
    embedded === null
      ? html`<rect class="blank" width="${width}" height="${height}" />`
      : html`<image href="${embedded.uri}" width="${width}" height="${height}" preserveAspectRatio="none" />`;
  return html`<svg class="hidden" width="0" height="0" aria-hidden="true">
    <defs><g id="page">${image}</g></defs>
  </svg>`;
}

/** The page with targets and zoom calls, in page pixels. */
export function pageSvg({ page, targets }: RolloutView, placed: readonly PlacedCall[], name: string): Html {
  const { width, height } = page;
  const letter = Math.max(width, height) / 40;
  return html`<svg class="page" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">
    <use href="#page" />
    ${(targets ?? [])
      .filter(({ box }) => isDrawn(box))
      .map(({ box }) => rectangle(box, "target"))}${placed.map(one => callMarks(one, letter))}
  </svg>`;
}
