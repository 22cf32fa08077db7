import { Button, Card, Group, NumberInput, SimpleGrid, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api } from "@/api/client";
import type { Service } from "@/api/types";
import { useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { UrlField, type FormState } from "@/products/numbers/UrlFields";
import { NAME_MOST, UsecaseField } from "./NewService";
import { SERVICES } from "./queries";
import { changes, lasting, settingsOf, VALIDITY_MOST_S, type Settings } from "./rules";

interface State {
  form: Settings;
  set: <Name extends keyof Settings>(name: Name, value: Settings[Name]) => void;
}

function Flag({ state, name, label, description }: { state: State; name: "sticky_sender" | "area_code_geomatch" | "smart_encoding" | "use_inbound_webhook_on_number"; label: string; description: string }) {
  return <Switch label={label} description={description} checked={state.form[name]} onChange={(event) => state.set(name, event.currentTarget.checked)} />;
}

function Sending({ state }: { state: State }) {
  const { form, set } = state;
  const about = form.validity_period === "" ? `Seconds, at most ${VALIDITY_MOST_S.toLocaleString()}` : `Seconds, at most ${VALIDITY_MOST_S.toLocaleString()}: ${lasting(form.validity_period)}`;
  return (
    <Card>
      <Title order={2} mb="md">Sending</Title>
      <Stack>
        <TextInput label="Name" required maxLength={NAME_MOST} value={form.friendly_name} onChange={(event) => set("friendly_name", event.currentTarget.value)} />
        <UsecaseField value={form.usecase} onChange={(value) => set("usecase", value)} />
        <Flag state={state} name="sticky_sender" label="Sticky sender" description="Each recipient always hears from the same one" />
        <Flag state={state} name="area_code_geomatch" label="Area-code geomatch" description="Under +1, a number from the recipient's own area code if there is one" />
        <Flag state={state} name="smart_encoding" label="Smart encoding" description="Costly characters, such as curly quotes, become plain ones" />
        <NumberInput label="Messages wait in the queue up to" description={about} min={1} max={VALIDITY_MOST_S} clampBehavior="none" allowDecimal={false} value={form.validity_period} onChange={(value) => set("validity_period", typeof value === "number" ? value : "")} />
      </Stack>
    </Card>
  );
}

function Answering({ state }: { state: State }) {
  const urls = state as unknown as FormState;
  return (
    <Card>
      <Title order={2} mb="md">When a text comes in</Title>
      <Stack>
        <Flag state={state} name="use_inbound_webhook_on_number" label="Ask the number's own URL" description="Instead of this service's" />
        <UrlField state={urls} label="URL" description="None: nothing is asked" url="inbound_request_url" method="inbound_method" disabled={state.form.use_inbound_webhook_on_number} />
        <UrlField state={urls} label="When that fails" url="fallback_url" method="fallback_method" disabled={state.form.use_inbound_webhook_on_number} />
        <Title order={2} mt="sm">When a message moves on</Title>
        <TextInput label="Status callback" description="Hears of messages that name no URL of their own" type="url" placeholder="https://…" value={state.form.status_callback} onChange={(event) => state.set("status_callback", event.currentTarget.value)} />
      </Stack>
    </Card>
  );
}

/** How a service sends, and whom it asks. */
export function SettingsForm({ service }: { service: Service }) {
  const before = settingsOf(service);
  const [form, setForm] = useState(before);
  const state: State = { form, set: (name, value) => setForm((old) => ({ ...old, [name]: value })) };
  const changed = changes(before, form);
  const save = useAct(() => api.form(`${SERVICES}/${service.sid}`, changed), { isForm: true, refresh: [["services"]], done: "Saved." });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg"><Sending state={state} /><Answering state={state} /></SimpleGrid>
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end">
          <Text fz="sm" c="dimmed">{Object.keys(changed).length ? "Not saved yet" : "All saved"}</Text>
          <Button type="submit" disabled={Object.keys(changed).length === 0} loading={save.isPending}>Save</Button>
        </Group>
      </Stack>
    </form>
  );
}
