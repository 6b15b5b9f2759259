import { markShapes } from "../../../core/benchmark/marks/markShapes.js";
import { shapeSvg } from "../../../core/benchmark/marks/shapeSvg.js";
import type { Box } from "../../../core/page/box.js";
import type { FailureGallery, ShownFailure } from "../../../protocol/evaluation/evaluationViewApi.js";
import { filledSentence } from "../../../protocol/jobs/filledSentence.js";
import { embeddedPage } from "../../export/embeddedPage.js";
import { exportStyle } from "../../export/exportStyle.js";
import { Html, html } from "../../export/html.js";

/** What the file says, in the reader's language; `said` has places for the answer and the right one. */
export interface GalleryWords {
  readonly title: string;
  readonly said: string;
  readonly nothing: string;
  readonly noPage: string;
  /** Of task kinds. */
  readonly tasks: Readonly<Record<string, string>>;
}

/** Nothing is loaded and nothing runs: only embedded pages and the file's own style are let through. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function frame([x1, y1, x2, y2]: Box, name: string): Html {
  return html`<rect class="${name}" x="${x1}" y="${y1}" width="${x2 - x1}" height="${y2 - y1}" />`;
}

/** The part of the page that was shown besides it. */
function part([x1, y1, x2, y2]: Box, place: number): Html {
  const box = [x1, y1, x2 - x1, y2 - y1].join(" ");
  return html`<svg class="page" viewBox="${box}" aria-hidden="true"><use href="#page-${place}" /></svg>`;
}

function options({ options: all }: ShownFailure): readonly Html[] {
  if (all.length === 0) return [];
  return [
    html`<ul>
      ${all.map(({ label, text }) => html`<li>${label} ${text}</li>`)}
    </ul>`,
  ];
}

async function article(failure: ShownFailure, words: GalleryWords, place: number): Promise<Html> {
  const { uri: path, width, height, task, text, answer, right, targets, calls, marks, shown } = failure;
  const page = path === null ? null : await embeddedPage({ path, width, height, isTurned: false });
  const picture =
    page === null
      ? html`<rect class="blank" width="${width}" height="${height}" />`
      : html`<image
          id="page-${place}"
          href="${page.uri}"
          width="${width}"
          height="${height}"
          preserveAspectRatio="none"
        />`;
  const frames = [...targets.map(box => frame(box, "target")), ...calls.map(box => frame(box, "executed"))];
  const drawn = new Html(markShapes(marks, { width, height }).map(shapeSvg).join(""));
  const aside = page === null || shown === null ? [] : [part(shown, place)];
  const said = failure.reply === null ? [] : [html`<pre>${failure.reply}</pre>`];
  const missing = page === null ? [html`<p class="dim">${words.noPage}</p>`] : [];
  return html`<article>
    <h2>${words.tasks[task] ?? task}</h2>
    <pre>${text}</pre>
    ${options(failure)}
    <p>${filledSentence(words.said, [answer ?? words.nothing, right])}</p>
    ${said}${missing}<svg class="page" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${picture}${drawn}${frames}
    </svg>
    ${aside}
  </article>`;
}

/** Wrong answers on their pages as one HTML file that needs nothing else; every text from the data is escaped. */
export async function galleryHtml({ groups }: FailureGallery, words: GalleryWords): Promise<string> {
  const articles: Html[] = [];
  const failures = groups.flatMap(group => group.failures);
  // One after the other: pages are large.
  for (const [place, failure] of failures.entries()) articles.push(await article(failure, words, place));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width" />
        <title>${words.title}</title>
        <style>
          ${new Html(exportStyle)}
        </style>
      </head>
      <body>
        <h1>${words.title}</h1>
        ${articles}
      </body>
    </html>`.text;
}
