import { ActionIcon, Button, Card, Group, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconDownload, IconMicrophone, IconPlayerStop, IconTrash } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { api, core } from "@/api/client";
import type { Call, Recording } from "@/api/types";
import { askFirst, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { useSession } from "@/products/console/session";
import { party } from "@/words/numbers";
import { Player } from "./Player";
import { recordingsOf, soundUrl } from "./queries";

const REFRESH = [["recordings"], ["call-timeline"]];
const MADE_BY: Record<string, string> = {
  DialVerb: "by <Dial>", RecordVerb: "by <Record>", OutboundAPI: "from the answer on", StartCallRecordingAPI: "begun over the API", StartConferenceRecordingAPI: "begun over the API", Trunking: "by the trunk", Conference: "by a conference",
};

interface Shown {
  recording: Recording;
  call: Call;
}

/** Who is on the left and who on the right. The leg's own party comes first. */
function channelNames({ recording, call }: Shown): string[] {
  if (recording.channels < 2) return ["Both sides in one channel"];
  return [party(call.direction === "inbound" ? call.from : call.to), "what they heard"];
}

function Tools({ recording }: { recording: Recording }) {
  const forget = useAct(() => api.remove(core(recording.account_sid, `Recordings/${recording.sid}`)), { refresh: REFRESH, done: "The recording is deleted." });
  return (
    <Group gap={6}>
      {(["wav", "mp3"] as const).map((kind) => (
        <Button key={kind} size="compact-sm" variant="default" component="a" href={soundUrl(recording, kind)} download={`${recording.sid}.${kind}`} leftSection={<IconDownload size={14} aria-hidden />} aria-label={`Download as ${kind.toUpperCase()}`}>{kind.toUpperCase()}</Button>
      ))}
      <Tooltip label="Delete the recording">
        <ActionIcon variant="default" c="red" size={26} aria-label="Delete the recording" loading={forget.isPending} onClick={() => askFirst("Delete this recording?", "Its sound is gone for good.", "Delete", () => forget.mutate(undefined))}><IconTrash size={15} /></ActionIcon>
      </Tooltip>
    </Group>
  );
}

function Stop({ recording }: { recording: Recording }) {
  const stop = useAct(() => api.form(core(recording.account_sid, `Calls/${recording.call_sid}/Recordings/${recording.sid}`), { Status: "stopped" }), { refresh: REFRESH, done: "The recording has stopped." });
  return <Button size="compact-sm" variant="default" leftSection={<IconPlayerStop size={14} />} loading={stop.isPending} onClick={() => stop.mutate(undefined)}>Stop</Button>;
}

function One({ shown }: { shown: Shown }) {
  const { recording } = shown;
  const isRunning = recording.status === "in-progress" || recording.status === "paused";
  return (
    <section aria-label={`Recording ${recording.sid}`}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Group gap="xs"><StatusBadge status={recording.status} code={recording.error_code} /><Text fz="xs" c="dimmed">{MADE_BY[recording.source] ?? recording.source}</Text><Sid sid={recording.sid} /></Group>
        {recording.status === "completed" ? <Tools recording={recording} /> : isRunning && <Stop recording={recording} />}
      </Group>
      {recording.status === "completed" ? <Player recording={recording} channels={channelNames(shown)} />
        : <Text fz="sm" c="dimmed">{isRunning ? "It can be heard once it has ended." : recording.status === "absent" ? "Nothing was heard, so nothing is kept." : "There is no sound yet."}</Text>}
    </section>
  );
}

/** Recording a call from now on, each side in a channel of its own. */
function Start({ call }: { call: Call }) {
  const start = useAct(() => api.form(core(call.account_sid, `Calls/${call.sid}/Recordings`), { RecordingChannels: "dual" }), { refresh: REFRESH, done: "It is recorded from now on." });
  return <Button size="xs" variant="default" leftSection={<IconMicrophone size={15} />} loading={start.isPending} onClick={() => start.mutate(undefined)}>Record from now on</Button>;
}

/** What was recorded in a call and in those it dialled. */
export function Recordings({ legs }: { legs: Call[] }) {
  const { account_sid } = useSession();
  const found = useQueries({ queries: legs.map((call) => recordingsOf(account_sid, call.sid)) });
  const failed = found.find((one) => one.error && !one.data);
  const shown = legs.flatMap((call, at) => (found[at]?.data?.recordings ?? []).map((recording): Shown => ({ recording, call })).reverse());
  const isLive = legs[0]!.status === "in-progress";
  if (!failed && shown.length === 0 && !isLive) return null;
  return (
    <Card>
      <Group justify="space-between" mb="sm"><Title order={2}>Recordings</Title>{isLive && <Start call={legs[0]!} />}</Group>
      {failed?.error ? <Problem error={failed.error} onRetry={() => void failed.refetch()} /> : shown.length === 0 && <Text fz="sm" c="dimmed">None so far.</Text>}
      <Stack gap="xl">{shown.map((one) => <One key={one.recording.sid} shown={one} />)}</Stack>
    </Card>
  );
}
