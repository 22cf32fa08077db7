import { Group, Select, TextInput } from "@mantine/core";

const METHODS = ["POST", "GET"];

export type Form = Record<string, string>;

export interface FormState {
  form: Form;
  set: (name: string, value: string) => void;
}

/** A URL with the HTTP method it is asked by. */
export function UrlField({ state, label, url, method, description, disabled }: { state: FormState; label: string; url: string; method: string; description?: string; disabled?: boolean }) {
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput flex={1} type="url" label={label} description={description} placeholder="https://…" disabled={disabled} value={state.form[url] ?? ""} onChange={(event) => state.set(url, event.currentTarget.value)} />
      <Select w={92} aria-label={`${label}: method`} data={METHODS} allowDeselect={false} disabled={disabled} value={state.form[method] || "POST"} onChange={(value) => state.set(method, value ?? "POST")} />
    </Group>
  );
}
