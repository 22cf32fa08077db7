import { Button, Card, Group, SimpleGrid, Skeleton, Stack, Switch, Text, Textarea, Title } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api } from "@/api/client";
import type { Keywords, Service } from "@/api/types";
import { useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { keywordsPath, useKeywords } from "./queries";
import { words } from "./rules";

type Kind = "stop" | "start" | "help";
/** `reply` null: as usual; empty: none. */
type Draft = Record<Kind, { words: string; reply: string | null }>;

const REPLY_MOST = 640;
const KINDS: { kind: Kind; title: string; usual: string; example: string }[] = [
  { kind: "stop", title: "To leave", usual: "STOP and its kin always do", example: "You will not hear from Shop again. START brings us back." },
  { kind: "start", title: "To come back", usual: "START and its kin always do", example: "You are back. STOP ends it." },
  { kind: "help", title: "To ask for help", usual: "HELP and its kin always do", example: "Shop, +1 415 555 0100. STOP ends it." },
];

function draftOf(kept: Keywords | null): Draft {
  const of = (kind: Kind) => ({ words: (kept?.[kind] ?? []).join(", "), reply: kept?.[`${kind}_reply`] ?? null });
  return { stop: of("stop"), start: of("start"), help: of("help") };
}

function bodyOf(draft: Draft) {
  return Object.fromEntries(KINDS.flatMap(({ kind }) => [[kind, words(draft[kind].words)], [`${kind}_reply`, draft[kind].reply]]));
}

function One({ kind, title, usual, example, draft, set }: (typeof KINDS)[number] & { draft: Draft; set: (kind: Kind, change: Partial<Draft[Kind]>) => void }) {
  const { words: typed, reply } = draft[kind];
  return (
    <Card>
      <Title order={2} mb="md">{title}</Title>
      <Stack>
        <Textarea label={`Words ${title.toLowerCase()}`} description={`${usual}; these besides, with commas between`} autosize minRows={1} maxRows={5} value={typed} onChange={(event) => set(kind, { words: event.currentTarget.value })} />
        <Switch label="An answer of its own" aria-label={`${title}: an answer of its own`} description={reply === null ? "The usual one, in the recipient's language" : "Left empty, nothing is answered"} checked={reply !== null} onChange={(event) => set(kind, { reply: event.currentTarget.checked ? "" : null })} />
        {reply !== null && <Textarea label="Answer" aria-label={`${title}: answer`} autosize minRows={2} maxRows={6} maxLength={REPLY_MOST} placeholder={example} value={reply} onChange={(event) => set(kind, { reply: event.currentTarget.value })} />}
      </Stack>
    </Card>
  );
}

function Fields({ service, kept }: { service: Service; kept: Keywords | null }) {
  const before = draftOf(kept);
  const [draft, setDraft] = useState(before);
  const set = (kind: Kind, change: Partial<Draft[Kind]>) => setDraft((old) => ({ ...old, [kind]: { ...old[kind], ...change } }));
  const isChanged = JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(before));
  const save = useAct(() => api.put(keywordsPath(service.sid), bodyOf(draft)), { isForm: true, refresh: [["services", "keywords"]], done: "Saved." });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, lg: 3 }} spacing="lg">{KINDS.map((one) => <One key={one.kind} {...one} draft={draft} set={set} />)}</SimpleGrid>
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end"><Text fz="sm" c="dimmed">{isChanged ? "Not saved yet" : "All saved"}</Text><Button type="submit" disabled={!isChanged} loading={save.isPending}>Save</Button></Group>
      </Stack>
    </form>
  );
}

/** Words that a service understands besides the usual ones, and what it answers. */
export function KeywordsForm({ service }: { service: Service }) {
  const found = useKeywords(service.sid);
  if (found.data !== undefined) return <Fields key={found.data?.date_updated ?? "none"} service={service} kept={found.data} />;
  return found.error ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : <Skeleton h={280} radius="lg" aria-label="Loading" />;
}
