import type { ComponentChildren } from "preact";

interface FieldProps {
  readonly label: string;
  /** What stands behind the control, as a remark. */
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A line of the form: label, control, remark. */
export function Field({ label, note, children }: FieldProps) {
  return (
    <div class="fieldrow" role="group" aria-label={label}>
      <span class="dim fieldname">{label}</span>
      <div class="fieldvalue">
        {children}
        {note !== undefined && <span class="dim">{note}</span>}
      </div>
    </div>
  );
}
