import { Autocomplete, Button, Group, Modal, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconPhoneOutgoing, IconSpeakerphone } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { api, core } from "@/api/client";
import type { Conference } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { CodeBlock } from "@/parts/CodeBlock";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { useHandsets } from "@/products/handsets/queries";
import { useNumbers } from "@/products/numbers/queries";
import { curlOf, type FormFields } from "@/words/curl";
import { e164, pretty } from "@/words/numbers";
import { participantPath, REFRESH } from "./queries";

const FIRST_HANDSETS = ["+14155550123", "+14155550124"];

interface Draft {
  room: string;
  from: string;
  to: string;
  label: string;
  isMuted: boolean;
  endsRoom: boolean;
  isRecorded: boolean;
}

const BLANK: Draft = { room: "", from: "", to: "", label: "", isMuted: false, endsRoom: false, isRecorded: false };

function fieldsOf(draft: Draft): FormFields {
  return {
    From: draft.from, To: e164(draft.to) ?? draft.to.trim(), Label: draft.label.trim() || undefined, Muted: draft.isMuted ? "true" : undefined,
    EndConferenceOnExit: draft.endsRoom ? "true" : undefined, ConferenceRecord: draft.isRecorded ? "true" : undefined,
  };
}

function useDraft(accountSid: string) {
  const numbers = useNumbers(accountSid);
  const [draft, setDraft] = useState(BLANK);
  return {
    numbers: numbers.data ?? [], draft: { ...draft, from: draft.from || (numbers.data?.[0]?.phone_number ?? "") },
    set: (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part })), clear: () => setDraft(BLANK),
  };
}

interface JoiningProps {
  /** The room they are called into; a new one where there is none. */
  room: Conference | null;
  isOpen: boolean;
  onClose: () => void;
}

/** Calls somebody into a room. */
export function Joining({ room, isOpen, onClose }: JoiningProps) {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const handsets = useHandsets();
  const { numbers, draft, set, clear } = useDraft(account_sid);
  const path = core(account_sid, `Conferences/${encodeURIComponent(room?.sid ?? (draft.room.trim() || "NAME"))}/Participants`);
  const dial = useAct(() => api.form<{ conference_sid: string }>(path, fieldsOf(draft)), {
    isForm: true, refresh: REFRESH,
    done: ({ conference_sid }) => { tell(`${draft.label || pretty(draft.to)} is being called.`); clear(); onClose(); if (!room) void navigate(`/conferences/${conference_sid}`); },
  });
  const known = [...new Set([...(handsets.data ?? []).map((one) => one.number), ...FIRST_HANDSETS])];
  const submit = (event: FormEvent) => { event.preventDefault(); dial.mutate(undefined); };
  return (
    <Modal opened={isOpen} onClose={onClose} size="lg" title={room ? `Call somebody into ${room.friendly_name}` : "Open a room and call somebody into it"}>
      <form onSubmit={submit}>
        <Stack>
          {!room && <TextInput label="Room" required data-autofocus placeholder="Daily" maxLength={128} value={draft.room} onChange={(event) => set({ room: event.currentTarget.value })} />}
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <Select label="From" required miw={180} allowDeselect={false} placeholder="Choose a number" nothingFoundMessage="You own no numbers yet" data={numbers.map((one) => ({ value: one.phone_number, label: pretty(one.phone_number) }))} value={draft.from || null} onChange={(value) => set({ from: value ?? "" })} />
            <Autocomplete label="To" required miw={180} placeholder="+14155550123" data-autofocus={room ? true : undefined} data={known} value={draft.to} onChange={(to) => set({ to })} />
          </Group>
          <TextInput label="Label" description="A name for them in this room; the API finds them by it" maxLength={128} value={draft.label} onChange={(event) => set({ label: event.currentTarget.value })} />
          <Group gap="lg">
            <Switch label="Muted" checked={draft.isMuted} onChange={(event) => set({ isMuted: event.currentTarget.checked })} />
            <Switch label="The room ends when they leave" checked={draft.endsRoom} onChange={(event) => set({ endsRoom: event.currentTarget.checked })} />
            {!room && <Switch label="Record the room" checked={draft.isRecorded} onChange={(event) => set({ isRecorded: event.currentTarget.checked })} />}
          </Group>
          <div><Text fw={500} mb={6} fz="sm">The same from a shell</Text><CodeBlock label="curl command" code={curlOf(path, fieldsOf(draft))} wrap maxHeight={150} /></div>
          {dial.error && <Problem error={dial.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" leftSection={<IconPhoneOutgoing size={16} />} loading={dial.isPending}>Call</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}

const SPOKEN = `<Response>
  <Say>This room closes in five minutes.</Say>
</Response>`;

interface AnnouncingProps {
  room: Conference;
  /** Who alone hears it; everybody where nobody is named. */
  only: { call_sid: string; name: string } | null;
  isOpen: boolean;
  onClose: () => void;
}

/** Plays or says something into a room. */
export function Announcing({ room, only, isOpen, onClose }: AnnouncingProps) {
  const { account_sid } = useSession();
  const [url, setUrl] = useState("");
  const path = only ? participantPath(account_sid, { conference_sid: room.sid, call_sid: only.call_sid }) : core(account_sid, `Conferences/${room.sid}`);
  const announce = useAct(() => api.form(path, { AnnounceUrl: url }), { isForm: true, refresh: REFRESH, done: () => { tell("It is fetched and played."); onClose(); } });
  const submit = (event: FormEvent) => { event.preventDefault(); announce.mutate(undefined); };
  return (
    <Modal opened={isOpen} onClose={onClose} size="lg" title={only ? `Announce to ${only.name} alone` : "Announce to everybody"}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput label="URL of a sound or of TwiML" required type="url" data-autofocus placeholder="https://… or http://127.0.0.1:3000/announce" description="A WAV or MP3, or a document of <Say>, <Play>, <Pause> and <Redirect>" value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
          <div><Text fw={500} mb={6} fz="sm">What the URL may answer</Text><CodeBlock label="TwiML" code={SPOKEN} /></div>
          {announce.error && <Problem error={announce.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" leftSection={<IconSpeakerphone size={16} />} loading={announce.isPending}>Announce</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
