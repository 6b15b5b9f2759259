import * as vscode from "vscode";
import { type PriceTable, priceTableSchema } from "../../node/endpoint/priceTable.js";
import { t } from "../t.js";

const configured = () => vscode.workspace.getConfiguration("loupe.endpoint");
const name = "prices";

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a setting of VS Code holds: it hands out views of it, of which threads can be sent none. */
function written(): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(JSON.stringify(configured().get<unknown>(name) ?? {}));
  return isPlain(value) ? value : {};
}

function tellDamaged(): void {
  const open = t("Open Settings");
  const sentence = t("The prices in loupe.endpoint.prices cannot be read, so that no costs are told.");
  void vscode.window.showWarningMessage(sentence, open).then(chosen => {
    if (chosen === open) void vscode.commands.executeCommand("workbench.action.openSettings", "loupe.endpoint.prices");
  });
}

async function askText(title: string, prompt: string, value: string, isRight: (text: string) => boolean) {
  const typed = await vscode.window.showInputBox({
    ...{ title, prompt, value, ignoreFocusOut: true },
    validateInput: text => (isRight(text.trim()) ? null : t("A number is needed, such as 0.25, or a currency.")),
  });
  return typed?.trim() ?? null;
}

const isPrice = (text: string) => text !== "" && Number(text) >= 0 && Number.isFinite(Number(text));
const isCurrency = (text: string) => text !== "";

/** What tokens cost, as the person says in the settings: prices change, and none is built in. */
export const endpointPrices = {
  /** Null: none are known, or what is written is no table, which is said. */
  table(): PriceTable | null {
    const found = written();
    if (Object.keys(found).length === 0) return null;
    const table = priceTableSchema.safeParse(found);
    if (!table.success) tellDamaged();
    return table.data ?? null;
  },

  /** Asks what a model's tokens cost, and keeps it in the person's settings, beside the prices of others. */
  async ask(model: string): Promise<void> {
    const title = t("Prices of {0}", model);
    const known = this.table();
    // What cannot be read is the person's, and is not written over.
    if (known === null && Object.keys(written()).length > 0) return;
    const per = (known?.per ?? 1_000_000).toLocaleString("en");
    const currency = known?.currency ?? (await askText(title, t("In which currency?"), "USD", isCurrency));
    if (currency === null) return;
    const prompt = await askText(title, t("{0} for {1} tokens that are sent", currency, per), "", isPrice);
    if (prompt === null) return;
    const completion = await askText(title, t("{0} for {1} tokens of answers", currency, per), "", isPrice);
    if (completion === null) return;
    const prices = { prompt: Number(prompt), completion: Number(completion) };
    const table = { currency, ...known, models: { ...known?.models, [model]: prices } };
    await configured().update(name, table, vscode.ConfigurationTarget.Global);
  },
} as const;
