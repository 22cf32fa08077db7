import { ActionIcon, Button, Divider, Drawer, Group, NumberInput, SegmentedControl, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import type { Handset, HandsetReply, HandsetSms, ScriptChange } from "@/api/types";
import { useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { ADVICE } from "@/words/codes";
import { pretty } from "@/words/numbers";
import { saveScript, useHandset } from "./queries";
import { CallScript } from "./CallScript";
import { fires, whole, type CallBehaviour } from "./rules";

const OUTCOMES = [
  { value: "delivered", label: "Delivered" }, { value: "undelivered", label: "Undelivered" }, { value: "failed", label: "Failed" }, { value: "silent", label: "No receipt" },
];
const CODES = [30003, 30004, 30005, 30006, 30007, 30008, 30011].map((code) => ({ value: String(code), label: `${code} · ${ADVICE[code]!.title}` }));

function Sms({ sms, onChange }: { sms: HandsetSms; onChange: (part: Partial<HandsetSms>) => void }) {
  const fails = sms.outcome === "undelivered" || sms.outcome === "failed";
  return (
    <Stack gap="sm">
      <Title order={3}>A text arrives</Title>
      <div><Text fz="sm" fw={500} mb={4}>The carrier reports</Text><SegmentedControl fullWidth aria-label="Outcome" data={OUTCOMES} value={sms.outcome} onChange={(outcome) => onChange({ outcome: outcome as HandsetSms["outcome"] })} /></div>
      {fails && <Select label="With error code" data={CODES} allowDeselect={false} value={String(sms.error_code ?? 30003)} onChange={(code) => onChange({ error_code: Number(code) })} />}
      {sms.outcome !== "silent" && <NumberInput label="After" suffix=" s" min={0} max={86400} step={0.5} decimalScale={2} value={sms.after_s ?? 0} onChange={(seconds) => onChange({ after_s: Number(seconds) || 0 })} />}
    </Stack>
  );
}

function Reply({ reply, sample, onChange, onDrop }: { reply: HandsetReply; sample: string; onChange: (reply: HandsetReply) => void; onDrop: () => void }) {
  const fired = sample ? fires(reply.when, sample) : false;
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <TextInput flex={1} aria-label="When the text matches" placeholder="^order" classNames={{ input: "mono" }} value={reply.when} error={fires(reply.when, "") === null ? "Not a regular expression" : undefined} onChange={(event) => onChange({ ...reply, when: event.currentTarget.value })} />
      <TextInput flex={1.3} aria-label="It answers" placeholder="YES" value={reply.body} onChange={(event) => onChange({ ...reply, body: event.currentTarget.value })} rightSection={fired ? <Text fz={11} c="rack" pr={6}>fires</Text> : null} rightSectionWidth={44} />
      <ActionIcon variant="subtle" color="gray" mt={6} aria-label="Remove this reply" onClick={onDrop}><IconTrash size={16} /></ActionIcon>
    </Group>
  );
}

function Replies({ replies, onChange }: { replies: HandsetReply[]; onChange: (replies: HandsetReply[]) => void }) {
  const [sample, setSample] = useState("");
  return (
    <Stack gap="sm">
      <Title order={3}>It answers by itself</Title>
      {replies.length === 0 ? <Text fz="sm" c="dimmed">Not yet: this handset stays silent until somebody types.</Text> : <Group gap="xs" wrap="nowrap" pr={36}><Text fz="xs" c="dimmed" flex={1}>When the text matches</Text><Text fz="xs" c="dimmed" flex={1.3}>It answers</Text></Group>}
      {replies.map((reply, at) => <Reply key={at} reply={reply} sample={sample} onChange={(next) => onChange(replies.map((one, index) => (index === at ? next : one)))} onDrop={() => onChange(replies.filter((_, index) => index !== at))} />)}
      <Group justify="space-between" align="flex-end">
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => onChange([...replies, { when: "", body: "" }])}>Add a reply</Button>
        {replies.length > 0 && <TextInput size="xs" aria-label="Try a text against the replies" placeholder="Try a text…" value={sample} onChange={(event) => setSample(event.currentTarget.value)} />}
      </Group>
    </Stack>
  );
}

function scriptOf(sms: HandsetSms, replies: HandsetReply[], calls: CallBehaviour): ScriptChange {
  const fails = sms.outcome === "undelivered" || sms.outcome === "failed";
  return { sms: { outcome: sms.outcome, after_s: sms.after_s ?? 0, error_code: fails ? (sms.error_code ?? 30003) : null }, replies: replies.filter((one) => one.when && one.body), ...calls, then: whole(calls.then) };
}

function Editor({ handset, onDone }: { handset: Handset; onDone: () => void }) {
  const [sms, setSms] = useState(handset.script.sms);
  const [replies, setReplies] = useState(handset.script.replies);
  const [calls, setCalls] = useState<CallBehaviour>(() => { const { answer_after_s, reject, then } = handset.script; return { answer_after_s, reject, then }; });
  const save = useAct(() => saveScript(handset.number, scriptOf(sms, replies, calls)), { isForm: true, refresh: [["handsets"]], done: onDone });
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(undefined);
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Sms sms={sms} onChange={(part) => setSms((old) => ({ ...old, ...part }))} />
        <Divider />
        <Replies replies={replies} onChange={setReplies} />
        <Divider />
        <CallScript calls={calls} onChange={(part) => setCalls((old) => ({ ...old, ...part }))} />
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end"><Button variant="default" onClick={onDone}>Close</Button><Button type="submit" loading={save.isPending}>Save</Button></Group>
      </Stack>
    </form>
  );
}

/** How a handset behaves when nobody holds it. */
export function Script({ number, isOpen, onClose }: { number: string; isOpen: boolean; onClose: () => void }) {
  const handset = useHandset(number);
  return (
    <Drawer opened={isOpen} onClose={onClose} position="right" size="lg" title={`Script of ${pretty(number)}`}>
      {handset.error && <Problem error={handset.error} onRetry={() => void handset.refetch()} />}
      {handset.data && isOpen && <Editor handset={handset.data} onDone={onClose} />}
    </Drawer>
  );
}
