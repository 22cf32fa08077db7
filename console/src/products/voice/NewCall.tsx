import { Autocomplete, Button, Card, Grid, Group, NumberInput, SegmentedControl, Select, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { api, core } from "@/api/client";
import type { Call } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { CodeBlock } from "@/parts/CodeBlock";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { useHandsets } from "@/products/handsets/queries";
import { useNumbers } from "@/products/numbers/queries";
import { curlOf, type FormFields } from "@/words/curl";
import { e164, pretty } from "@/words/numbers";

const TWIML_MOST = 4000;
const FIRST_TWIML = `<Response>
  <Say>Ahoy! This is Ringback.</Say>
  <Pause length="10"/>
  <Say>Goodbye.</Say>
</Response>`;
const FIRST_HANDSETS = ["+14155550123", "+14155550124"];

interface Draft {
  to: string;
  from: string;
  runs: "twiml" | "url";
  twiml: string;
  url: string;
  callback: string;
  digits: string;
  timeoutS: number | "";
  isRecorded: boolean;
}

const EVENTS = ["initiated", "ringing", "answered", "completed"];

function fieldsOf(draft: Draft): FormFields {
  return {
    To: e164(draft.to) ?? draft.to.trim(), From: draft.from, [draft.runs === "url" ? "Url" : "Twiml"]: draft.runs === "url" ? draft.url : draft.twiml,
    StatusCallback: draft.callback || undefined, StatusCallbackEvent: draft.callback ? EVENTS : undefined, SendDigits: draft.digits || undefined,
    Timeout: draft.timeoutS === "" ? undefined : String(draft.timeoutS), ...(draft.isRecorded ? { Record: "true", RecordingChannels: "dual" } : {}),
  };
}

function useDraft(firstNumber: string | undefined) {
  const [params] = useSearchParams();
  const [draft, setDraft] = useState<Draft>({
    to: params.get("to") ?? "", from: params.get("from") ?? "", runs: "twiml", twiml: FIRST_TWIML, url: "", callback: "", digits: "", timeoutS: "", isRecorded: false,
  });
  const set = <Name extends keyof Draft>(name: Name, value: Draft[Name]) => setDraft((old) => ({ ...old, [name]: value }));
  return { draft: { ...draft, from: draft.from || (firstNumber ?? "") }, set };
}

type Setting = ReturnType<typeof useDraft>;

function Ends({ draft, set }: Setting) {
  const { account_sid } = useSession();
  const numbers = useNumbers(account_sid);
  const handsets = useHandsets();
  const known = [...new Set([...(handsets.data ?? []).map((one) => one.number), ...FIRST_HANDSETS])];
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <Select
        label="From" required miw={200} placeholder="Choose a number" allowDeselect={false} nothingFoundMessage="You own no numbers yet"
        data={(numbers.data ?? []).map((one) => ({ value: one.phone_number, label: pretty(one.phone_number) }))} value={draft.from || null} onChange={(value) => set("from", value ?? "")}
      />
      <Autocomplete label="To" required miw={200} placeholder="+14155550123" data={known} value={draft.to} onChange={(value) => set("to", value)} />
    </Group>
  );
}

function WhatItRuns({ draft, set }: Setting) {
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text fz="sm" fw={500}>What it runs</Text>
        <SegmentedControl size="xs" aria-label="What it runs" data={[{ value: "twiml", label: "TwiML" }, { value: "url", label: "URL" }]} value={draft.runs} onChange={(value) => set("runs", value as Draft["runs"])} />
      </Group>
      {draft.runs === "twiml" ? (
        <Textarea
          aria-label="TwiML" required autosize minRows={6} maxRows={16} spellCheck={false} classNames={{ input: "mono" }} error={draft.twiml.length > TWIML_MOST && `At most ${TWIML_MOST.toLocaleString()} characters; use a URL for more.`}
          value={draft.twiml} onChange={(event) => set("twiml", event.currentTarget.value)}
        />
      ) : (
        <TextInput aria-label="URL of the TwiML" required type="url" placeholder="https://… or http://127.0.0.1:3000/voice" value={draft.url} onChange={(event) => set("url", event.currentTarget.value)} />
      )}
    </div>
  );
}

function More({ draft, set }: Setting) {
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput label="Keys pressed after the answer" miw={200} description="w waits half a second" placeholder="1w2#" value={draft.digits} onChange={(event) => set("digits", event.currentTarget.value)} />
        <NumberInput label="Rings for" miw={200} description="Seconds, 60 if nothing is said" suffix=" s" min={5} max={600} value={draft.timeoutS} onChange={(value) => set("timeoutS", typeof value === "number" ? value : "")} />
      </Group>
      <TextInput label="Status callback" description="Hears of every step" type="url" placeholder="https://…" value={draft.callback} onChange={(event) => set("callback", event.currentTarget.value)} />
      <Switch label="Record it, each side in a channel of its own" checked={draft.isRecorded} onChange={(event) => set("isRecorded", event.currentTarget.checked)} />
    </>
  );
}

export function NewCall() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const numbers = useNumbers(account_sid);
  const setting = useDraft(numbers.data?.[0]?.phone_number);
  const make = useAct((draft: Draft) => api.form<Call>(core(account_sid, "Calls"), fieldsOf(draft)), {
    isForm: true, refresh: [["calls"]],
    done: (call) => { tell(`${call.status}: ${call.sid}`); void navigate(`/calls/${call.sid}`); },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate(setting.draft);
  }
  return (
    <Page title="Make a call" back={{ to: "/calls", label: "Calls" }} about="Any number nobody owns is a handset: it answers by itself, or you do under Handsets.">
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Card component="form" onSubmit={submit}>
            <Stack>
              <Ends {...setting} />
              <WhatItRuns {...setting} />
              <More {...setting} />
              {make.error && <Problem error={make.error} />}
              <Group justify="flex-end"><Button type="submit" leftSection={<IconPhoneOutgoing size={16} />} loading={make.isPending}>Call</Button></Group>
            </Stack>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Text fw={500} mb={6} fz="sm">The same from a shell</Text>
          <CodeBlock label="curl command" code={curlOf(core(account_sid, "Calls"), fieldsOf(setting.draft))} wrap />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
