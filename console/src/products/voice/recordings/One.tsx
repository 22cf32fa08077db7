import { ActionIcon, Button, Group, Text, Tooltip } from "@mantine/core";
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { api, core } from "@/api/client";
import type { Recording } from "@/api/types";
import { askFirst, tell, useAct } from "@/parts/acting";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { Player, useSound } from "./Player";
import { controlPath, soundUrl } from "./queries";
import { Transcript } from "./Transcript";

export const REFRESH = [["recordings"], ["call-timeline"], ["conference-timeline"]];

const MADE_BY: Record<string, string> = {
  DialVerb: "by <Dial>", RecordVerb: "by <Record>", OutboundAPI: "from the answer on", StartCallRecordingAPI: "begun over the API", StartConferenceRecordingAPI: "begun over the API", Trunking: "by the trunk", Conference: "by <Conference>",
};

export function madeBy(recording: Recording): string {
  return MADE_BY[recording.source] ?? recording.source;
}

export function isRunning({ status }: Recording): boolean {
  return status === "in-progress" || status === "paused";
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

const DONE: Record<string, string> = { stopped: "The recording has stopped.", paused: "The recording pauses.", "in-progress": "The recording goes on." };

/** What a recording that runs can be told. */
function Controls({ recording }: { recording: Recording }) {
  const control = useAct((status: string) => api.form(controlPath(recording), { Status: status }), { refresh: REFRESH, done: (_, status) => tell(DONE[status] ?? status) });
  const isPaused = recording.status === "paused";
  const told = (status: string) => ({ size: "compact-sm", variant: "default", loading: control.isPending && control.variables === status, onClick: () => control.mutate(status) });
  return (
    <Group gap={6}>
      {isPaused
        ? <Button {...told("in-progress")} leftSection={<IconPlayerPlay size={14} />}>Go on</Button>
        : <Button {...told("paused")} leftSection={<IconPlayerPause size={14} />}>Pause</Button>}
      <Button {...told("stopped")} leftSection={<IconPlayerStop size={14} />}>Stop</Button>
    </Group>
  );
}

const NO_SOUND: Record<string, string> = {
  "in-progress": "It can be heard once it has ended.", paused: "It pauses. What is said now is not kept.", absent: "Nothing was heard, so nothing is kept.",
};

/** What was said moves along with what is heard. */
function Heard({ recording, channels }: { recording: Recording; channels: string[] }) {
  const sound = useSound(Number(recording.duration ?? 0));
  return <><Player recording={recording} channels={channels} sound={sound} /><Transcript recording={recording} sound={sound} /></>;
}

/** One recording: heard, downloaded, controlled while it runs, and read where it was written down. */
export function One({ recording, channels, about }: { recording: Recording; channels: string[]; about?: ReactNode }) {
  return (
    <section aria-label={`Recording ${recording.sid}`}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Group gap="xs"><StatusBadge status={recording.status} code={recording.error_code} />{about}<Text fz="xs" c="dimmed">{madeBy(recording)}</Text><Sid sid={recording.sid} /></Group>
        {recording.status === "completed" ? <Tools recording={recording} /> : isRunning(recording) && <Controls recording={recording} />}
      </Group>
      {recording.status === "completed" ? <Heard recording={recording} channels={channels} /> : <Text fz="sm" c="dimmed">{NO_SOUND[recording.status] ?? "There is no sound yet."}</Text>}
    </section>
  );
}
