import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { e164 } from "@/words/numbers";
import { SearchField } from "./SearchField";

/** A number field that filters once what is typed is a number, a short code or a name. */
export function PartyField({ label, value, onSettle, isMain }: { label: string; value: string; onSettle: (value: string) => void; isMain?: boolean }) {
  const [typed, setTyped] = useState(value);
  const [settled] = useDebouncedValue(typed, 350);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => { if (settled !== value && settled === typed) onSettle(e164(settled) ?? settled.trim()); }, [settled]); // eslint-disable-line
  const Field = isMain ? SearchField : TextInput;
  return <Field label={label} placeholder="+14155550123" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />;
}
