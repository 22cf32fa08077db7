import { Button, Group, Modal, MultiSelect, NumberInput, SegmentedControl, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api, own } from "@/api/client";
import type { ConsentPolicy, Service } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { USECASES } from "@/products/messaging/services/rules";
import { bodyOf, draftOf, type PolicyDraft } from "./rules";

const HOURS_MOST = 744;
const TEXTS_MOST = 10_000;

interface State {
  draft: PolicyDraft;
  set: (change: Partial<PolicyDraft>) => void;
}

function Quiet({ state: { draft, set } }: { state: State }) {
  return (
    <Stack gap="sm">
      <Switch label="Quiet hours" description="By the recipient's clock" checked={draft.isQuiet} onChange={(event) => set({ isQuiet: event.currentTarget.checked })} />
      {draft.isQuiet && (
        <Group align="flex-end" gap="sm">
          <TextInput label="From" type="time" required w={120} value={draft.from} onChange={(event) => set({ from: event.currentTarget.value })} />
          <TextInput label="Until" type="time" required w={120} value={draft.until} onChange={(event) => set({ until: event.currentTarget.value })} />
          <SegmentedControl aria-label="In quiet hours messages" value={draft.action} onChange={(action) => set({ action: action as PolicyDraft["action"] })} data={[{ value: "reschedule", label: "Messages wait" }, { value: "block", label: "Messages fail" }]} />
        </Group>
      )}
    </Stack>
  );
}

function Cap({ state: { draft, set } }: { state: State }) {
  const number = (value: number | string) => (typeof value === "number" ? value : "");
  return (
    <Stack gap="sm">
      <Switch label="No more than so many to one person" checked={draft.isCapped} onChange={(event) => set({ isCapped: event.currentTarget.checked })} />
      {draft.isCapped && (
        <Group align="flex-end" gap="sm">
          <NumberInput label="Messages" required w={120} min={1} max={TEXTS_MOST} clampBehavior="none" allowDecimal={false} value={draft.most} onChange={(value) => set({ most: number(value) })} />
          <NumberInput label="In hours" required w={120} min={1} max={HOURS_MOST} clampBehavior="none" allowDecimal={false} value={draft.hours} onChange={(value) => set({ hours: number(value) })} />
          {typeof draft.hours === "number" && draft.hours > 24 && <Text fz="sm" c="dimmed" pb={8}>{Number((draft.hours / 24).toFixed(1))} days</Text>}
        </Group>
      )}
    </Stack>
  );
}

function Fields({ scope, kept, free, onClose }: { scope: string; kept: ConsentPolicy | null; free: Service[]; onClose: () => void }) {
  const [chosen, setChosen] = useState(scope);
  const [draft, setDraft] = useState(draftOf(kept));
  const state: State = { draft, set: (change) => setDraft((old) => ({ ...old, ...change })) };
  const save = useAct(() => api.put(own(`ConsentPolicies/${chosen}`), bodyOf(draft)), { isForm: true, refresh: [["consent-policies"]], done: () => { tell("Saved."); onClose(); } });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {scope === "" && <Select label="Service" required searchable placeholder="Choose" data={free.map((one) => ({ value: one.sid, label: one.friendly_name }))} value={chosen || null} onChange={(value) => setChosen(value ?? "")} />}
        <Quiet state={state} />
        <Cap state={state} />
        <Switch label="Only to people who have opted in" description="By the ledger" checked={draft.needsOptIn} onChange={(event) => state.set({ needsOptIn: event.currentTarget.checked })} />
        <MultiSelect label="Only for these purposes" description="None chosen: for all" clearable placeholder={draft.purposes.length ? undefined : "All"} data={USECASES.map(({ value, label }) => ({ value, label }))} value={draft.purposes} onChange={(purposes) => state.set({ purposes })} />
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={chosen === ""} loading={save.isPending}>Save</Button></Group>
      </Stack>
    </form>
  );
}

/** Says what holds for a scope; where it is "", for which service is asked too. */
export function PolicyForm({ scope, title, ...more }: { scope: string | null; kept: ConsentPolicy | null; title: string; free: Service[]; onClose: () => void }) {
  return <Modal opened={scope !== null} onClose={more.onClose} size="lg" title={title}>{scope !== null && <Fields key={scope} scope={scope} {...more} />}</Modal>;
}
