import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { IconMicrophone } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { api, core } from "@/api/client";
import type { Call, Recording } from "@/api/types";
import { useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { party } from "@/words/numbers";
import { One, REFRESH } from "./One";
import { recordingsOf } from "./queries";

interface Shown {
  recording: Recording;
  call: Call;
}

/** Who is on the left and who on the right. The leg's own party comes first. */
export function channelNames(recording: Recording, call: Call): string[] {
  if (recording.channels < 2) return [recording.source === "RecordVerb" ? "What the caller said" : "Both sides in one channel"];
  return [party(call.direction === "inbound" ? call.from : call.to), "what they heard"];
}

/** Recording a call from now on, each side in a channel of its own. */
function Start({ call }: { call: Call }) {
  const start = useAct(() => api.form(core(call.account_sid, `Calls/${call.sid}/Recordings`), { RecordingChannels: "dual" }), { refresh: REFRESH, done: "It is recorded from now on." });
  return <Button size="xs" variant="default" leftSection={<IconMicrophone size={15} />} loading={start.isPending} onClick={() => start.mutate(undefined)}>Record from now on</Button>;
}

/** What was recorded in a call and in those it dialled. */
export function RecordingsOfCalls({ legs }: { legs: Call[] }) {
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
      <Stack gap="xl">{shown.map(({ recording, call }) => <One key={recording.sid} recording={recording} channels={channelNames(recording, call)} />)}</Stack>
    </Card>
  );
}
