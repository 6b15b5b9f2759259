import { createRequire } from "node:module";
import * as vscode from "vscode";
import type { Openers } from "./host/openers.js";
import { Starter } from "./host/start/starter.js";

type Activate = (context: vscode.ExtensionContext, held: Openers) => unknown;

/** Composition root of the small part that is loaded with every window. */
export async function activate(context: vscode.ExtensionContext): Promise<Starter | undefined> {
  const load = (): Activate => {
    const product: unknown = createRequire(context.asAbsolutePath("dist/start.js"))("./extension.js");
    if (!hasActivate(product)) throw new Error("dist/extension.js is not the product");
    return product.activate;
  };
  const starter = new Starter(context, load);
  await starter.start();
  return context.extensionMode === vscode.ExtensionMode.Test ? starter : undefined;
}

function hasActivate(product: unknown): product is { readonly activate: Activate } {
  return (
    typeof product === "object" && product !== null && "activate" in product && typeof product.activate === "function"
  );
}
