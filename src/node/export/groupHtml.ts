import type { RolloutView } from "../../protocol/rolloutView.js";
import type { ExportedGroup, ExportText } from "./exportedGroup.js";
import { exportStyle } from "./exportStyle.js";
import { Html, html } from "./html.js";
import { pageSymbol } from "./pageSvg.js";
import { formulas, rewardTable } from "./rewardTables.js";
import { rolloutArticle } from "./rolloutArticle.js";

/** Nothing is loaded and nothing runs: only the embedded page and the file's own style are let through. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function questionPart({ question }: RolloutView, text: ExportText): Html {
  const options = question.options.map(({ label, text: option }) => html`<li>${label}. ${option}</li>`);
  const kind = question.taskKind === null ? [] : [html`<p>${text("taskKind", question.taskKind)}</p>`];
  return html`<h2>${text("question")}</h2>
    <pre>${question.text}</pre>
    <ul>
      ${options}
    </ul>
    <p>${text("expected", question.expected ?? text("notKnown"))}</p>
    ${kind}`;
}

function pageWords({ view, page }: ExportedGroup, text: ExportText): string {
  const { width, height } = view.page;
  if (page !== null && view.page.kind === "image") {
    const { name } = view.page;
    return page.factor === 1
      ? text("pageAsIs", name, width, height)
      : text("pageReduced", name, width, height, page.factor.toFixed(3));
  }
  const isSizeKnown = view.page.kind === "image" || view.page.isSizeKnown;
  return isSizeKnown ? text("noPage", width, height) : text("noPageNoSize");
}

/** A group as one HTML file that needs nothing else: no network, no script, and every text from the data escaped. */
export function groupHtml(exported: ExportedGroup, text: ExportText): string {
  const { view, rollouts, left, version } = exported;
  const title = text("title", rollouts.length + left);
  const rows = rollouts.map(({ row }) => row).join(", ");
  const place = [
    text("run", view.run.name),
    ...(view.step === null ? [] : [text("step", view.step)]),
    text("source", view.source.name, rows),
  ];
  const more = left === 0 ? [] : [html`<p>${text("more", left)}</p>`];
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Html(exportStyle)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p class="dim">${place.join(" · ")}</p>
        ${questionPart(view, text)}
        <h2>${text("rewards")}</h2>
        ${rewardTable(exported, text)}
        <h2>${text("formulas")}</h2>
        ${formulas(exported, text)}
        <h2>${text("page")}</h2>
        <p>${pageWords(exported, text)}</p>
        <p class="dim">${text("legend")}</p>
        ${pageSymbol(view, exported.page)} ${rollouts.map(one => rolloutArticle(one, text))} ${more}
        <p class="dim">${text("madeBy", version)}</p>
      </body>
    </html> `;
  return page.text;
}
