import { useEffect, useState } from "preact/hooks";

interface TypedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly isNumber?: boolean;
  readonly isWide?: boolean;
  /** What an empty field means. */
  readonly placeholder?: string;
  readonly problem?: string;
  /** The typed text when it is finished: by Enter or by leaving the field. Empty takes the key out. */
  readonly onChange: (text: string) => void;
}

/** Whether a text is a number as JSON knows them, `1e-6` included. */
const isNumeric = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));

/** A field for text or a number. What is typed is written when it is finished; a bad number stays in the field and is marked. */
export function TypedField(props: TypedFieldProps) {
  const { label, value, isNumber = false, isWide = false, placeholder, problem, onChange } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const isBad = isNumber && typed.trim() !== "" && !isNumeric(typed);
  const finish = () => {
    if (!isBad && typed !== value) onChange(typed.trim());
  };
  return (
    <input
      type="text"
      class={isWide ? "field wide" : "field short num"}
      aria-label={label}
      aria-invalid={isBad}
      title={isBad ? problem : undefined}
      inputMode={isNumber ? "decimal" : "text"}
      spellcheck={false}
      placeholder={placeholder}
      value={typed}
      onInput={event => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={event => {
        if (event.key === "Enter") finish();
        if (event.key === "Escape") setTyped(value);
      }}
    />
  );
}
