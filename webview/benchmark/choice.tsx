interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly values: readonly Value[];
  readonly nameOf: (value: Value) => string;
  /** What is chosen by choosing nothing. */
  readonly none: string;
  readonly isDisabled: boolean;
  readonly onChoose: (value: Value | null) => void;
}

/** One of a few values, or none. */
export function Choice<Value extends string>({
  label,
  value,
  values,
  nameOf,
  none,
  isDisabled,
  onChoose,
}: ChoiceProps<Value>) {
  const choose = (text: string) => onChoose(values.find(one => one === text) ?? null);
  return (
    <select
      aria-label={label}
      value={value ?? ""}
      disabled={isDisabled}
      onChange={event => choose(event.currentTarget.value)}
    >
      <option value="">{none}</option>
      {values.map(one => (
        <option key={one} value={one}>
          {nameOf(one)}
        </option>
      ))}
    </select>
  );
}
