import * as vscode from "vscode";
import { readLink } from "../../core/link/readLink.js";
import { t } from "../t.js";
import type { LinkServices } from "./linkServices.js";
import { openLink } from "./openLink.js";

/** Opens `vscode://PUBLISHER.NAME/open?…`. Anybody may have VS Code call it: nothing of the URI is believed. */
export function registerLinkHandler(services: LinkServices): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: uri =>
      openLink(readLink(uri.path, uri.query), services).catch((error: unknown) =>
        services.showFailure(t("The link could not be opened."), error),
      ),
  });
}
