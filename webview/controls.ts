// The nonce has to be known before the toolkit is evaluated.
import "./cspNonce.js";
import { provideVSCodeDesignSystem, vsCodeButton } from "@vscode/webview-ui-toolkit";
import { h, type ComponentChildren } from "preact";

interface ButtonProps {
  readonly appearance: "primary" | "secondary" | "icon";
  readonly onClick: () => void;
  /** Needed where the content is an icon only. */
  readonly label?: string;
  readonly isPressed?: boolean;
  readonly children: ComponentChildren;
}

/** The controls of the toolkit that are in use; nothing else imports it. */
export const controls = {
  register(): void {
    provideVSCodeDesignSystem().register(vsCodeButton());
  },

  Button({ appearance, onClick, label, isPressed, children }: ButtonProps): ComponentChildren {
    const names = label === undefined ? {} : { "aria-label": label, title: label };
    const pressed = isPressed === undefined ? {} : { "aria-pressed": isPressed ? "true" : "false" };
    return h("vscode-button", { appearance, onClick, ...names, ...pressed }, children);
  },
};
