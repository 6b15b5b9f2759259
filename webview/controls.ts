// The nonce has to be known before the toolkit is evaluated.
import "./cspNonce.js";
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextField } from "@vscode/webview-ui-toolkit";
import { h, type ComponentChildren } from "preact";

interface ButtonProps {
  readonly appearance: "primary" | "secondary" | "icon";
  readonly onClick: () => void;
  /** Needed where the content is an icon only. */
  readonly label?: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly children: ComponentChildren;
}

interface TextFieldProps {
  readonly value: string;
  readonly label: string;
  readonly onInput: (value: string) => void;
}

/** The element that an event of a custom element comes from, as far as it is asked. */
const textOf = (target: EventTarget | null): string =>
  target !== null && "value" in target && typeof target.value === "string" ? target.value : "";

/** The controls of the toolkit that are in use; nothing else imports it. */
export const controls = {
  register(): void {
    provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField());
  },

  Button({ appearance, onClick, label, isPressed, isDisabled = false, children }: ButtonProps): ComponentChildren {
    const names = label === undefined ? {} : { "aria-label": label, title: label };
    const pressed = isPressed === undefined ? {} : { "aria-pressed": isPressed ? "true" : "false" };
    return h("vscode-button", { appearance, onClick, disabled: isDisabled, ...names, ...pressed }, children);
  },
  TextField({ value, label, onInput }: TextFieldProps): ComponentChildren {
    const takeInput = (event: Event) => onInput(textOf(event.target));
    return h("vscode-text-field", { value, placeholder: label, "aria-label": label, onInput: takeInput });
  },
};
