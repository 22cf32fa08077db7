import { Button, Group, Modal, SegmentedControl, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api, own } from "@/api/client";
import { tell, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { useServiceNames } from "@/products/messaging/services/queries";
import { USECASES } from "@/products/messaging/services/rules";
import { e164 } from "@/words/numbers";
import { momentOf } from "./rules";

const PROOF_MOST = 2000;
const SOURCES = ["website", "offline", "agent", "others"];

function Fields({ person, onClose }: { person: string; onClose: () => void }) {
  const { account_sid } = useSession();
  const services = useServiceNames(account_sid).data ?? [];
  const [draft, setDraft] = useState({ person, word: "opt-in", purpose: "any", service: "", source: "website", proof: "", at: "" });
  const set = (change: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...change }));
  const body = { person: e164(draft.person) ?? draft.person.trim(), word: draft.word, purpose: draft.purpose, messaging_service_sid: draft.service || undefined, source: draft.source, proof: draft.proof, said_at: momentOf(draft.at) };
  const write = useAct(() => api.post(own("Consents"), body), { isForm: true, refresh: [["consents"], ["recipients"]], done: () => { tell("Written down."); onClose(); } });
  const submit = (event: FormEvent) => { event.preventDefault(); write.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack>
        <SegmentedControl aria-label="What they said" value={draft.word} onChange={(word) => set({ word })} data={[{ value: "opt-in", label: "Wants to hear" }, { value: "opt-out", label: "Wants no more" }]} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label="Who" required data-autofocus inputMode="tel" placeholder="+14155550123" value={draft.person} onChange={(event) => set({ person: event.currentTarget.value })} />
          <Select label="About" allowDeselect={false} data={[{ value: "any", label: "Everything" }, ...USECASES.map(({ value, label }) => ({ value, label }))]} value={draft.purpose} onChange={(purpose) => set({ purpose: purpose ?? "any" })} />
          <Select label="By which service" clearable placeholder="All of the account" data={services.map((one) => ({ value: one.sid, label: one.friendly_name }))} value={draft.service || null} onChange={(service) => set({ service: service ?? "" })} />
          <Select label="How it is known" allowDeselect={false} data={SOURCES} value={draft.source} onChange={(source) => set({ source: source ?? "others" })} />
        </SimpleGrid>
        <Textarea label="Proof" description="In whose words, where and when: kept as you give it, and never changed" required autosize minRows={3} maxRows={10} maxLength={PROOF_MOST} placeholder="Box ticked on the order form of 5 January, from 203.0.113.9" value={draft.proof} onChange={(event) => set({ proof: event.currentTarget.value })} />
        <TextInput label="When it was said, if not now" type="datetime-local" w={260} value={draft.at} onChange={(event) => set({ at: event.currentTarget.value })} />
        {write.error && <Problem error={write.error} />}
        <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" loading={write.isPending}>Write down</Button></Group>
      </Stack>
    </form>
  );
}

/** Writes down what somebody said elsewhere. */
export function StatementForm({ isOpen, person, onClose }: { isOpen: boolean; person: string; onClose: () => void }) {
  return <Modal opened={isOpen} onClose={onClose} size="lg" title="Write down a statement"><Fields person={person} onClose={onClose} /></Modal>;
}
