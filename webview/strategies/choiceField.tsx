interface ChoiceFieldProps {
  readonly label: string;
  /** The label is for readers of screens only: what stands before the list says enough. */
  readonly isLabelHidden?: boolean;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string) => void;
}

/** One of several, with its label before it: the browser's own list, in VS Code's colours. */
export function ChoiceField({ label, isLabelHidden = false, value, choices, onChange }: ChoiceFieldProps) {
  return (
    <label class="choice" title={isLabelHidden ? label : undefined}>
      {!isLabelHidden && <span>{label}</span>}
      <select aria-label={label} value={value} onChange={event => onChange(event.currentTarget.value)}>
        {choices.map(choice => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.text}
          </option>
        ))}
      </select>
    </label>
  );
}
