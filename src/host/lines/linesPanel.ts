import { basename } from "node:path";
import * as vscode from "vscode";
import type { LinePiece, LinesChanged } from "../../protocol/lines/linesDeskApi.js";
import { linesStrings } from "../../protocol/lines/linesStrings.js";
import {
  linesHostSchemas,
  type LinesAction,
  type LinesHostApi,
  type LinesViewApi,
} from "../../protocol/lines/linesViewApi.js";
import { byteWords } from "../jobs/byteWords.js";
import { t } from "../t.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import { copyWhole } from "./copyWhole.js";
import type { LinesServices } from "./linesServices.js";

const statusMilliseconds = 4000;
const tell = (text: string) => vscode.window.setStatusBarMessage(text, statusMilliseconds);

const isPiece = (answer: LinePiece | LinesChanged | null): answer is LinePiece =>
  answer !== null && !("kind" in answer);

/** The rows of one file in one editor: hands on what the webview asks to the thread that reads the file. */
export class LinesPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly file: string;
  private readonly uri: vscode.Uri;
  private readonly services: LinesServices;
  private readonly page: ViewPage<LinesHostApi, LinesViewApi>;

  constructor(panel: vscode.WebviewPanel, uri: vscode.Uri, services: LinesServices) {
    this.panel = panel;
    this.uri = uri;
    this.file = uri.fsPath;
    this.services = services;
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "lines", icon: "rollout", roots: [] },
      ...{ host: this.hostApi(), schemas: linesHostSchemas },
      becameVisible: () => undefined,
    });
  }

  get isConnected(): boolean {
    return this.page.client !== null;
  }

  act(action: LinesAction): void {
    this.page.ask(
      client => client.act({ action }),
      error => this.services.log.warn("the rows took no command", String(error)),
    );
  }

  dispose(): void {
    this.page.dispose();
  }

  /** What the webview may call; all of it is about this file. */
  private hostApi(): LinesHostApi {
    const { file } = this;
    const { linesDesk: desk, log } = this.services;
    return {
      ready: () => {
        this.page.becameReady(() => undefined);
        return Promise.resolve({ strings: translated(linesStrings), name: basename(file) });
      },
      state: params => desk.ask(client => client.state({ ...params, file })),
      rows: params => desk.ask(client => client.rows({ ...params, file })),
      piece: params => desk.ask(client => client.piece({ ...params, file })),
      search: params => desk.ask(client => client.search({ ...params, file })),
      copyRow: params => this.copyRow(params),
      openRollout: params => this.openRollout(params),
      openAsText: async () => {
        await vscode.commands.executeCommand("vscode.openWith", this.uri, "default");
      },
      log: ({ level, message }) => {
        log[level]("rows of a file", message);
        return Promise.resolve();
      },
    };
  }

  private async copyRow({ generation, row }: { generation: number; row: number }): Promise<void> {
    const { file } = this;
    const copied = await copyWhole(async (from, bytes) => {
      const asked = { file, generation, row, from, bytes };
      const piece = await this.services.linesDesk.ask(client => client.piece(asked));
      return isPiece(piece) ? piece : null;
    });
    if (copied.kind === "text") await vscode.env.clipboard.writeText(copied.text);
    if (copied.kind === "text") tell(t("Copied row {0}.", row + 1));
    else if (copied.kind === "gone") tell(t("This row is gone."));
    else tell(t("Row {0} is too long to be copied: {1}.", row + 1, byteWords(copied.bytes)));
  }

  private async openRollout({ offset }: { offset: number }): Promise<void> {
    const api = await this.services.worker.api();
    const ref = await api.rowAtByte({ file: this.file, offset });
    if (ref !== null) await this.services.panels.open(ref, { preserveFocus: false });
    else tell(t("No rollout of an opened run begins at this row."));
  }
}
