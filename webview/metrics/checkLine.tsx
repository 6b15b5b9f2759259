interface CheckLineProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  /** Not given: one stop of the tabulator key. */
  readonly tabIndex?: number;
}

/** A checkbox with its label; of lists of hundreds, so it is the browser's own in VS Code's colours. */
export function CheckLine({ label, isChecked, onChange, tabIndex = 0 }: CheckLineProps) {
  return (
    <label class="check" title={label}>
      <input
        type="checkbox"
        checked={isChecked}
        tabindex={tabIndex}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
