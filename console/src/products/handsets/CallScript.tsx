import { ActionIcon, Button, Group, NumberInput, SegmentedControl, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { CallBehaviour } from "./rules";
import { stepOf, wordOf, type Deed, type ScriptStep } from "./rules";

const OUTCOMES = [
  { value: "answers", label: "Answers" }, { value: "no-answer", label: "Rings on" }, { value: "busy", label: "Busy" }, { value: "declined", label: "Declines" }, { value: "unreachable", label: "Off" },
];
const DEEDS: { value: Deed; label: string; sample: string }[] = [
  { value: "wait_s", label: "Waits", sample: "1" }, { value: "press", label: "Presses", sample: "1#" }, { value: "say", label: "Says", sample: "Yes, please." }, { value: "play", label: "Plays", sample: "https://…/sound.wav" }, { value: "hang_up", label: "Hangs up", sample: "" },
];

function Step({ step, onChange, onDrop }: { step: ScriptStep; onChange: (step: ScriptStep) => void; onDrop: () => void }) {
  const { deed, value } = wordOf(step);
  const sample = DEEDS.find((one) => one.value === deed)?.sample ?? "";
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Select w={130} aria-label="What it does" allowDeselect={false} data={DEEDS} value={deed} onChange={(next) => onChange(stepOf(next as Deed, ""))} />
      {deed === "hang_up" ? <Text flex={1} fz="sm" c="dimmed" pt={8}>and that is all.</Text>
        : deed === "wait_s" ? <NumberInput flex={1} aria-label="Seconds" suffix=" s" min={0} max={600} step={0.5} decimalScale={2} value={Number(value) || 0} onChange={(next) => onChange(stepOf(deed, String(next)))} />
        : <TextInput flex={1} aria-label="What" placeholder={sample} value={value} onChange={(event) => onChange(stepOf(deed, event.currentTarget.value))} />}
      <ActionIcon variant="subtle" color="gray" mt={6} aria-label="Remove this step" onClick={onDrop}><IconTrash size={16} /></ActionIcon>
    </Group>
  );
}

function Then({ steps, onChange }: { steps: ScriptStep[]; onChange: (steps: ScriptStep[]) => void }) {
  return (
    <Stack gap="xs">
      <Text fz="sm" fw={500}>Once it has answered</Text>
      {steps.length === 0 && <Text fz="sm" c="dimmed">It says “Ahoy!” and listens for a minute.</Text>}
      {steps.map((step, at) => <Step key={at} step={step} onChange={(next) => onChange(steps.map((one, index) => (index === at ? next : one)))} onDrop={() => onChange(steps.filter((_, index) => index !== at))} />)}
      <div><Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => onChange([...steps, { say: "" }])}>Add a step</Button></div>
    </Stack>
  );
}

/** What becomes of calls to a handset that nobody answers by hand. */
export function CallScript({ calls, onChange }: { calls: CallBehaviour; onChange: (part: Partial<CallBehaviour>) => void }) {
  const outcome = calls.reject ?? (calls.answer_after_s === null ? "no-answer" : "answers");
  function choose(next: string) {
    onChange(next === "answers" ? { reject: null, answer_after_s: calls.answer_after_s ?? 1 } : { reject: next });
  }
  return (
    <Stack gap="sm">
      <Title order={3}>A call arrives</Title>
      <SegmentedControl fullWidth aria-label="What becomes of a call" data={OUTCOMES} value={outcome} onChange={choose} />
      {outcome === "answers" && (
        <>
          <NumberInput label="After" suffix=" s" min={0} max={600} step={0.5} decimalScale={2} value={calls.answer_after_s ?? 1} onChange={(seconds) => onChange({ answer_after_s: Number(seconds) || 0 })} />
          <Then steps={calls.then} onChange={(then) => onChange({ then })} />
        </>
      )}
    </Stack>
  );
}
