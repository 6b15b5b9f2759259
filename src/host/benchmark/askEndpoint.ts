import * as vscode from "vscode";
import { endpointUrl } from "../../node/endpoint/endpointUrl.js";
import { t } from "../t.js";
import type { EndpointKeys } from "./endpointKeys.js";

const settings = () => vscode.workspace.getConfiguration("loupe.endpoint");
const settingText = (name: string): string => {
  const value: unknown = settings().get(name);
  return typeof value === "string" ? value : "";
};

/** An address at a host and port; servers of one's own speak no TLS. */
const addressAt = (host: string): string =>
  `${/^(?:localhost|\[::1\]|[\d.]+)(?::|$)/.test(host) ? "http" : "https"}://${host}/v1`;

/** The address of the settings, unless it is at another host than the one that is meant; null: any is. */
function offeredUrl(host: string | null): string {
  const written = settingText("url");
  if (host === null || host === "") return written;
  return URL.canParse(written) && new URL(written).host === host ? written : addressAt(host);
}

const addressPrompt = () => t("Address of an endpoint that speaks as OpenAI’s chat API does");

async function askText(name: "url" | "model", title: string, prompt: string, value: string): Promise<string | null> {
  const isUrl = name === "url";
  const typed = await vscode.window.showInputBox({
    ...{ title, prompt, value, ignoreFocusOut: true },
    validateInput: text =>
      text.trim() === "" || (isUrl && endpointUrl(text.trim()).kind !== "url")
        ? isUrl
          ? t("An address is needed, such as http://localhost:8000/v1, without a name or password in it.")
          : t("A name is needed.")
        : null,
  });
  return typed?.trim() ?? null;
}

/** The questions by which a person says which model is asked. Null: given up. */
export const askEndpoint = {
  /** `host`: that of an endpoint that was asked before. */
  url: (title: string, host: string | null = null) => askText("url", title, addressPrompt(), offeredUrl(host)),
  /** Where a model that was asked before is served now. */
  moved: (title: string, value: string) =>
    askText("url", title, t("Address at which the same model is served now"), value),
  model: (title: string) => askText("model", title, t("Name of the model there"), settingText("model")),
  /** The key that is kept for the address, or one that is typed now; empty: the endpoint needs none. */
  async key(endpointKeys: EndpointKeys, endpoint: string): Promise<string | null> {
    const known = await endpointKeys.of(endpoint);
    if (known !== null) {
      const [keep, other] = [t("Use the stored key"), t("Type another key")];
      const chosen = await vscode.window.showQuickPick([keep, other], {
        title: t("Key of {0}", new URL(endpoint).host),
      });
      if (chosen === undefined) return null;
      if (chosen === keep) return known;
    }
    const typed = await vscode.window.showInputBox({
      title: t("Key of {0}", new URL(endpoint).host),
      prompt: t("Kept in VS Code’s secret storage. Leave it empty where the endpoint needs none."),
      ...{ password: true, ignoreFocusOut: true },
    });
    if (typed !== undefined) await endpointKeys.set(endpoint, typed);
    return typed ?? null;
  },
} as const;
