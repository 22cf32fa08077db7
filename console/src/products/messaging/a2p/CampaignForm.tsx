import { ActionIcon, Button, Group, Modal, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { api } from "@/api/client";
import type { CampaignState, Service } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { campaignsPath, useBrands, useCampaignUsecases } from "./queries";
import { changedFields, draftOf, fieldsOf, LENGTHS, SAMPLES, shortfall, STANDING, type CampaignDraft } from "./rules";

interface Props {
  service: Service;
  /** Changed where it is given, else one is made. */
  campaign: CampaignState | null;
  onClose: () => void;
}

interface State {
  draft: CampaignDraft;
  set: <Name extends keyof CampaignDraft>(name: Name, value: CampaignDraft[Name]) => void;
}

function Words({ state, name, label, limits, placeholder, required = false }: { state: State; name: "description" | "flow" | "optIn" | "optOut" | "help"; label: string; limits: readonly [number, number]; placeholder?: string; required?: boolean }) {
  const text = state.draft[name];
  return <Textarea label={label} required={required} autosize minRows={2} maxRows={6} placeholder={placeholder} description={text ? shortfall(text, limits) : `At least ${limits[0]} characters`} inputWrapperOrder={["label", "input", "description"]} value={text} onChange={(event) => state.set(name, event.currentTarget.value)} />;
}

function Samples({ state }: { state: State }) {
  const { samples } = state.draft;
  const put = (at: number, text: string) => state.set("samples", samples.map((one, other) => (other === at ? text : one)));
  return (
    <Stack gap="xs">
      {samples.map((sample, at) => (
        <Group key={at} gap="xs" align="flex-start" wrap="nowrap">
          <Textarea flex={1} label={`Sample ${at + 1}`} required={at < SAMPLES[0]} autosize minRows={1} maxRows={4} placeholder="Shop: 20 % off all boots until Sunday. STOP ends it." description={sample ? shortfall(sample, LENGTHS.sample) : undefined} inputWrapperOrder={["label", "input", "description"]} value={sample} onChange={(event) => put(at, event.currentTarget.value)} />
          {samples.length > SAMPLES[0] && <ActionIcon mt={28} variant="subtle" color="gray" aria-label={`Take sample ${at + 1} away`} onClick={() => state.set("samples", samples.filter((_, other) => other !== at))}><IconX size={16} /></ActionIcon>}
        </Group>
      ))}
      {samples.length < SAMPLES[1] && <Group><Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => state.set("samples", [...samples, ""])}>Another sample</Button></Group>}
    </Stack>
  );
}

function Whose({ state, service }: { state: State; service: Service }) {
  const { account_sid } = useSession();
  const brands = useBrands(account_sid);
  const usecases = useCampaignUsecases(service.sid, state.draft.brand);
  const about = usecases.data?.find((one) => one.code === state.draft.usecase)?.description;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select label="Brand" required allowDeselect={false} placeholder="Choose" data={(brands.data ?? []).map((one) => ({ value: one.sid, label: `…${one.sid.slice(-6)}, ${STANDING[one.status]?.label ?? one.status}` }))} value={state.draft.brand || null} onChange={(value) => { state.set("brand", value ?? ""); state.set("usecase", ""); }} />
      <Select label="Use case" required allowDeselect={false} searchable placeholder="Choose" description={about} inputWrapperOrder={["label", "input", "description"]} data={(usecases.data ?? []).map((one) => ({ value: one.code, label: one.name }))} value={state.draft.usecase || null} onChange={(value) => state.set("usecase", value ?? "")} />
    </SimpleGrid>
  );
}

function Flags({ state, isNew }: { state: State; isNew: boolean }) {
  const flags = [["hasLinks", "Links are in them"], ["hasPhone", "Phone numbers are in them"], ["isAgeGated", "For grown-ups only"], ["isLending", "They offer loans"], ...(isNew ? [["hasOptIn", "Recipients have asked for them"]] : [])] as [keyof CampaignDraft, string][];
  return <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">{flags.map(([name, label]) => <Switch key={name} label={label} checked={state.draft[name] as boolean} onChange={(event) => state.set(name, event.currentTarget.checked)} />)}</SimpleGrid>;
}

function Answers({ state }: { state: State }) {
  return (
    <>
      <Text fw={600} mt="xs">Answers to keywords, where they are your own</Text>
      <Words state={state} name="optIn" label="To who joins" limits={LENGTHS.answer} placeholder="Shop: you will hear of offers, about 4 a month. HELP for help, STOP ends it." />
      <Words state={state} name="optOut" label="To who leaves" limits={LENGTHS.answer} />
      <Words state={state} name="help" label="To who asks for help" limits={LENGTHS.answer} />
      <TextInput label="Words that join" placeholder="JOIN, OFFERS" value={state.draft.optInWords} onChange={(event) => state.set("optInWords", event.currentTarget.value)} />
    </>
  );
}

function Urls({ state }: { state: State }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput label="Privacy policy" type="url" placeholder="https://…" value={state.draft.privacy} onChange={(event) => state.set("privacy", event.currentTarget.value)} />
      <TextInput label="Terms" type="url" placeholder="https://…" value={state.draft.terms} onChange={(event) => state.set("terms", event.currentTarget.value)} />
    </SimpleGrid>
  );
}

function Fields({ service, campaign, onClose }: Props) {
  const { account_sid } = useSession();
  const first = useBrands(account_sid).data?.find((one) => one.status !== "FAILED")?.sid ?? "";
  const [kept, setDraft] = useState(draftOf(campaign, ""));
  const draft = { ...kept, brand: kept.brand || first };
  const state: State = { draft, set: (name, value) => setDraft((old) => ({ ...old, [name]: value })) };
  const path = campaignsPath(service.sid);
  const save = useAct(() => (campaign ? api.form(`${path}/${campaign.sid}`, changedFields(draft)) : api.form(path, fieldsOf(draft))), { isForm: true, refresh: [["services"]], done: () => { tell("Submitted for review."); onClose(); } });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack>
        {!campaign && <Whose state={state} service={service} />}
        <Words state={state} name="description" label="What it is for" required limits={LENGTHS.description} placeholder="Offers of our shoe shops, to customers who asked for them." />
        <Words state={state} name="flow" label="How people come to get them" required limits={LENGTHS.flow} placeholder="On the order form at shop.example a box, empty at first, says …" />
        <Samples state={state} />
        <Flags state={state} isNew={!campaign} />
        {!campaign && <Answers state={state} />}
        <Urls state={state} />
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" loading={save.isPending}>Submit for review</Button></Group>
      </Stack>
    </form>
  );
}

/** Submits what a service is for, or says it anew. */
export function CampaignForm({ isOpen, ...props }: Props & { isOpen: boolean }) {
  return <Modal opened={isOpen} onClose={props.onClose} size="xl" title={props.campaign ? "Change the campaign" : `Register ${props.service.friendly_name}`}><Fields {...props} /></Modal>;
}
