import { Button, Card, Grid, Group, Select, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { api, own } from "@/api/client";
import type { TrialLine } from "@/api/types";
import { useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { useServiceNames } from "@/products/messaging/services/queries";
import { USECASES } from "@/products/messaging/services/rules";
import { Found } from "./DoNotCallList";
import { NUMBERS_MOST, momentOf, pasted } from "./rules";
import { TrialTable } from "./TrialTable";

interface Draft {
  people: string;
  service: string;
  purpose: string;
  at: string;
}

interface FormProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  isPending: boolean;
  error: Error | null;
  onTry: () => void;
}

function Form({ draft, set, isPending, error, onTry }: FormProps) {
  const { account_sid } = useSession();
  const services = useServiceNames(account_sid).data ?? [];
  const count = pasted(draft.people).numbers.length;
  const submit = (event: FormEvent) => { event.preventDefault(); onTry(); };
  // A service's use case is what its messages are for, unless one says otherwise.
  const choose = (sid: string) => set({ service: sid, purpose: services.find((one) => one.sid === sid)?.usecase ?? draft.purpose });
  return (
    <Card component="form" onSubmit={submit}>
      <Title order={2} mb="md">What if</Title>
      <Stack>
        <Textarea label="To" description={<Found text={draft.people} />} inputWrapperOrder={["label", "input", "description"]} autosize minRows={5} maxRows={14} placeholder={"+14155550123\n+12125550123"} value={draft.people} onChange={(event) => set({ people: event.currentTarget.value })} />
        <Select label="By the service" clearable searchable placeholder="None: a number of the account" data={services.map((one) => ({ value: one.sid, label: one.friendly_name }))} value={draft.service || null} onChange={(value) => choose(value ?? "")} />
        <Select label="For" allowDeselect={false} data={USECASES.map(({ value, label }) => ({ value, label }))} value={draft.purpose} onChange={(value) => set({ purpose: value ?? "undeclared" })} />
        <TextInput label="At" description="Your own time; empty: now" type="datetime-local" value={draft.at} onChange={(event) => set({ at: event.currentTarget.value })} />
        {error && <Problem error={error} />}
        <Group justify="flex-end"><Button type="submit" leftSection={<IconFlask size={16} />} disabled={count === 0 || count > NUMBERS_MOST} loading={isPending}>Try it</Button></Group>
      </Stack>
    </Card>
  );
}

/** What would become of a message to each of these people, and why; nothing is sent or counted. */
export function DryRun() {
  const [draft, setDraft] = useState<Draft>({ people: "", service: "", purpose: "undeclared", at: "" });
  const body = () => ({ to: pasted(draft.people).numbers, messaging_service_sid: draft.service || undefined, purpose: draft.purpose, at: momentOf(draft.at) });
  const trial = useAct(() => api.post<{ items: TrialLine[] }>(own("ConsentTrials"), body()), { isForm: true });
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 4 }}><Form draft={draft} set={(change) => setDraft((old) => ({ ...old, ...change }))} isPending={trial.isPending} error={trial.error} onTry={() => trial.mutate(undefined)} /></Grid.Col>
      <Grid.Col span={{ base: 12, lg: 8 }}>
        {trial.data ? <TrialTable lines={trial.data.items} onChanged={() => trial.mutate(undefined)} />
          : <Card><Empty icon={<IconFlask size={26} />} title="Nothing tried yet">Paste people, choose by which service, for what and when. Nothing is sent or counted.<Text span display="block" fz="sm" mt={6}>Who would hear it at once, who later, who not at all, and why: it shows here.</Text></Empty></Card>}
      </Grid.Col>
    </Grid>
  );
}
