import { ActionIcon, Button, Card, Grid, Group, Stack, Text, Textarea, TextInput, Title, Tooltip } from "@mantine/core";
import { IconPhoneOff, IconPlus, IconX } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { api, own } from "@/api/client";
import type { DoNotCall } from "@/api/types";
import { askFirst, tell, useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Problem } from "@/parts/Problem";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { plural, pretty } from "@/words/numbers";
import { listed, useDoNotCall } from "./queries";
import { pasted, NUMBERS_MOST } from "./rules";

const REFRESH = [["do-not-call"]];
const WRONG_SHOWN = 5;
const SOURCE_MOST = 200;

/** How many numbers were found in what was pasted, and what is none. */
export function Found({ text }: { text: string }) {
  const { numbers, wrong } = pasted(text);
  if (!text.trim()) return <>One a line, or with commas between; at most {NUMBERS_MOST.toLocaleString()} at once</>;
  const none = wrong.length > 0 && ` Not a number: ${wrong.slice(0, WRONG_SHOWN).join(", ")}${wrong.length > WRONG_SHOWN ? ` and ${wrong.length - WRONG_SHOWN} more` : ""}.`;
  return <Text span inherit c={wrong.length || numbers.length > NUMBERS_MOST ? "orange" : undefined} style={{ overflowWrap: "anywhere" }}>{plural(numbers.length, "number")}.{none}{numbers.length > NUMBERS_MOST && ` At most ${NUMBERS_MOST.toLocaleString()} go at once.`}</Text>;
}

function Add() {
  const [text, setText] = useState("");
  const [source, setSource] = useState("");
  const { numbers } = pasted(text);
  const add = useAct(() => api.post<{ count: number }>(own("DoNotCall"), { numbers, source: source.trim() }), { isForm: true, refresh: REFRESH, done: ({ count }) => { tell(`${plural(count, "number")} on the list.`); setText(""); } });
  const submit = (event: FormEvent) => { event.preventDefault(); add.mutate(undefined); };
  return (
    <Card component="form" onSubmit={submit}>
      <Title order={2} mb="md">Put people on it</Title>
      <Stack>
        <Textarea label="Numbers" description={<Found text={text} />} inputWrapperOrder={["label", "input", "description"]} autosize minRows={5} maxRows={14} placeholder={"+14155550123\n+442071838750"} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <TextInput label="Where they come from" maxLength={SOURCE_MOST} placeholder="National list of June" value={source} onChange={(event) => setSource(event.currentTarget.value)} />
        {add.error && <Problem error={add.error} />}
        <Group justify="flex-end"><Button type="submit" leftSection={<IconPlus size={16} />} disabled={numbers.length === 0 || numbers.length > NUMBERS_MOST} loading={add.isPending}>Put on the list</Button></Group>
      </Stack>
    </Card>
  );
}

function Off({ row }: { row: DoNotCall }) {
  const off = useAct(() => api.remove(own(`DoNotCall/${encodeURIComponent(row.number)}`)), { refresh: REFRESH, done: `${pretty(row.number)} is off the list.` });
  return <Tooltip label="Take off the list"><ActionIcon variant="subtle" color="gray" size={30} loading={off.isPending} aria-label={`Take ${pretty(row.number)} off`} onClick={() => askFirst(`Take ${pretty(row.number)} off the list?`, "They may be written to again, unless they have opted out.", "Take off", () => off.mutate(undefined))}><IconX size={16} /></ActionIcon></Tooltip>;
}

const COLUMNS: Column<DoNotCall>[] = [
  { key: "number", title: "Who", card: "head", width: 170, render: (row) => <Text span fz="sm" fw={500}>{pretty(row.number)}</Text> },
  { key: "source", title: "From", render: (row) => row.source ? <Text span fz="sm" lineClamp={2}>{row.source}</Text> : <span className="quiet">—</span> },
  { key: "at", title: "Since", width: 130, render: (row) => <When at={row.date_created} /> },
  { key: "off", title: "Take off", width: 90, align: "right", render: (row) => <Off row={row} /> },
];

/** People whom the account never writes to. */
export function DoNotCallList() {
  const { account_sid } = useSession();
  const list = useDoNotCall(account_sid);
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 4 }}><Add /></Grid.Col>
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Card padding={0}>
          <Listing label="Do-not-call list" rows={listed(list.data?.pages)} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} isFetching={list.isFetching} empty={<Empty icon={<IconPhoneOff size={26} />} title="Nobody is on the list">Messages to those who are fail with 30691, whatever they have said.</Empty>} />
        </Card>
        {list.hasNextPage && <Group justify="flex-end" mt="md"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show more</Button></Group>}
      </Grid.Col>
    </Grid>
  );
}
