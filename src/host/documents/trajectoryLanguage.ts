import * as vscode from "vscode";
import { trajectoryOutline, type OutlinePart } from "../../core/outline/trajectoryOutline.js";
import { t } from "../t.js";

/** VS Code's name of the language; package.json names it too. */
const language = "loupe-trajectory";

/** Longer texts are not outlined: reading them would hold up everything else. */
const mostCharacters = 20_000_000;

function nameOf({ kind, number }: OutlinePart): string {
  switch (kind) {
    case "turn":
      return t("Turn {0}", number);
    case "think":
      return t("Thinking");
    case "call":
      return t("Call {0}", number);
    case "reply":
      return t("Reply of the tool");
    case "answer":
      return t("Answer");
    case "images":
      return t("Image tokens");
  }
}

const symbolKinds: Readonly<Record<OutlinePart["kind"], vscode.SymbolKind>> = {
  turn: vscode.SymbolKind.Namespace,
  think: vscode.SymbolKind.String,
  call: vscode.SymbolKind.Function,
  reply: vscode.SymbolKind.Object,
  answer: vscode.SymbolKind.Constant,
  images: vscode.SymbolKind.Array,
};

function symbolOf(document: vscode.TextDocument, part: OutlinePart): vscode.DocumentSymbol {
  const range = new vscode.Range(part.from, 0, part.to, document.lineAt(part.to).text.length);
  const first = document.lineAt(part.from).range;
  const symbol = new vscode.DocumentSymbol(nameOf(part), part.detail, symbolKinds[part.kind], range, first);
  symbol.children = part.parts.filter(({ kind }) => kind !== "images").map(inner => symbolOf(document, inner));
  return symbol;
}

function outlineOf(document: vscode.TextDocument): readonly OutlinePart[] {
  const text = document.getText();
  return text.length > mostCharacters ? [] : trajectoryOutline(text);
}

/** Images fold as imports do, which people may have folded at once. */
const foldOf = ({ kind, from, to }: OutlinePart) =>
  new vscode.FoldingRange(
    from,
    to,
    kind === "images" ? vscode.FoldingRangeKind.Imports : vscode.FoldingRangeKind.Region,
  );

/** Outline and folding of trajectories that are open as text, made from their text. */
export function trajectoryLanguage(): vscode.Disposable {
  const outline: vscode.DocumentSymbolProvider = {
    provideDocumentSymbols: document => outlineOf(document).map(turn => symbolOf(document, turn)),
  };
  const folding: vscode.FoldingRangeProvider = {
    provideFoldingRanges: document =>
      outlineOf(document)
        .flatMap(turn => [turn, ...turn.parts])
        .filter(({ from, to }) => to > from)
        .map(foldOf),
  };
  const label = t("Trajectory");
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider({ language }, outline, { label }),
    vscode.languages.registerFoldingRangeProvider({ language }, folding),
  );
}
