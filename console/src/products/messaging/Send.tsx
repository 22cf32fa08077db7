import { Autocomplete, Button, Card, Grid, Group, Select, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { api, core } from "@/api/client";
import type { Message } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { CodeBlock } from "@/parts/CodeBlock";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { useHandsets } from "@/products/handsets/queries";
import { useNumbers } from "@/products/numbers/queries";
import { curlOf, type FormFields } from "@/words/curl";
import { e164, pretty } from "@/words/numbers";
import { CutHint } from "./CutHint";
import { useServiceNames } from "./services/queries";

const MOST_MEDIA = 10;

interface Draft {
  to: string;
  from: string;
  body: string;
  media: string;
  callback: string;
  isSmart: boolean;
}

/** A service chooses the sender itself. */
function senderOf(from: string): FormFields {
  return from.startsWith("MG") ? { MessagingServiceSid: from } : { From: from };
}

function fieldsOf(draft: Draft): FormFields {
  const media = draft.media.split(/\s+/).filter(Boolean).slice(0, MOST_MEDIA);
  return {
    To: e164(draft.to) ?? draft.to.trim(), ...senderOf(draft.from), Body: draft.body || undefined,
    MediaUrl: media.length ? media : undefined, StatusCallback: draft.callback || undefined, SmartEncoded: draft.isSmart ? "true" : undefined,
  };
}

function useDraft(firstNumber: string | undefined) {
  const [params] = useSearchParams();
  const [draft, setDraft] = useState<Draft>({ to: params.get("to") ?? "", from: params.get("service") ?? params.get("from") ?? "", body: params.get("body") ?? "", media: "", callback: "", isSmart: false });
  const set = <Name extends keyof Draft>(name: Name, value: Draft[Name]) => setDraft((old) => ({ ...old, [name]: value }));
  return { draft: { ...draft, from: draft.from || (firstNumber ?? "") }, set };
}

export function Send() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const numbers = useNumbers(account_sid);
  const services = useServiceNames(account_sid);
  const handsets = useHandsets();
  const { draft, set } = useDraft(numbers.data?.[0]?.phone_number);
  const send = useAct((fields: Draft) => api.form<Message>(core(account_sid, "Messages"), fieldsOf(fields)), {
    isForm: true, refresh: [["messages"]],
    done: (message) => { tell(`${message.status}: ${message.sid}`); void navigate(`/messages/${message.sid}`); },
  });
  const senders = [
    { group: "Numbers", items: (numbers.data ?? []).map((one) => ({ value: one.phone_number, label: pretty(one.phone_number) })) },
    { group: "Messaging services", items: (services.data ?? []).map((one) => ({ value: one.sid, label: one.friendly_name })) },
  ].filter((group) => group.items.length > 0);
  function submit(event: FormEvent) {
    event.preventDefault();
    send.mutate(draft);
  }
  return (
    <Page title="Send a message" back={{ to: "/messages", label: "Messages" }}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Card component="form" onSubmit={submit}>
            <Stack>
              <Group grow align="flex-start" preventGrowOverflow={false}>
                <Select
                  label="From" required miw={200} placeholder="Choose a number" allowDeselect={false} nothingFoundMessage="You own no numbers yet"
                  data={senders}
                  value={draft.from || null} onChange={(value) => set("from", value ?? "")}
                />
                <Autocomplete
                  label="To" required miw={200} placeholder="+14155550123" data={(handsets.data ?? []).map((one) => one.number)} data-autofocus
                  value={draft.to} onChange={(value) => set("to", value)} inputMode="tel"
                />
              </Group>
              <div>
                <Textarea label="Text" autosize minRows={4} maxRows={12} value={draft.body} onChange={(event) => set("body", event.currentTarget.value)} />
                <CutHint text={draft.body} onPlain={(plain) => set("body", plain)} />
              </div>
              <Textarea label="Picture addresses" description={`One a line, at most ${MOST_MEDIA}`} autosize minRows={1} maxRows={5} placeholder="https://…" value={draft.media} onChange={(event) => set("media", event.currentTarget.value)} />
              <TextInput label="Status callback" description="Hears of every step" type="url" placeholder="https://…" value={draft.callback} onChange={(event) => set("callback", event.currentTarget.value)} />
              <Switch label="Smart encoding: swap costly characters for plain ones" checked={draft.isSmart} onChange={(event) => set("isSmart", event.currentTarget.checked)} />
              {send.error && <Problem error={send.error} />}
              <Group justify="flex-end"><Button type="submit" leftSection={<IconSend size={16} />} loading={send.isPending}>Send</Button></Group>
            </Stack>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Text fw={500} mb={6} fz="sm">The same from a shell</Text>
          <CodeBlock label="curl command" code={curlOf(core(account_sid, "Messages"), fieldsOf(draft))} wrap />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
