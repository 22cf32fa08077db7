import { Button, Group, Modal, Select, Skeleton, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api, own } from "@/api/client";
import type { Recipient } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { pretty } from "@/words/numbers";
import { useRecipient } from "./queries";

const REFRESH = [["recipients"]];
const ZONES = Intl.supportedValuesOf("timeZone");
const SHOWN_MOST = 60;

function Fields({ number, kept, onClose, onDone }: { number: string; kept: Recipient | null; onClose: () => void; onDone?: () => void }) {
  const [zone, setZone] = useState(kept?.time_zone ?? "");
  const path = own(`Recipients/${encodeURIComponent(number)}`);
  const done = () => { tell("Saved."); onClose(); onDone?.(); };
  const save = useAct(() => api.put(path, { time_zone: zone }), { isForm: true, refresh: REFRESH, done });
  const forget = useAct(() => api.remove(path), { isForm: true, refresh: REFRESH, done });
  const error = save.error ?? forget.error;
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select label="Time zone" description="Over what the number says" required searchable data-autofocus limit={SHOWN_MOST} placeholder="America/Chicago" nothingFoundMessage="No such zone" data={ZONES} value={zone || null} onChange={(value) => setZone(value ?? "")} />
        {error && <Problem error={error} />}
        <Group justify="flex-end">
          {kept && <Button variant="default" mr="auto" loading={forget.isPending} onClick={() => forget.mutate(undefined)}>As the number says</Button>}
          <Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={zone === ""} loading={save.isPending}>Save</Button>
        </Group>
      </Stack>
    </form>
  );
}

function Asked({ number, ...more }: { number: string; onClose: () => void; onDone?: () => void }) {
  const found = useRecipient(number);
  if (found.data !== undefined) return <Fields number={number} kept={found.data} {...more} />;
  return found.error ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : <Skeleton h={120} />;
}

/** Says where somebody is, where their number does not say it right. */
export function WhereForm({ isOpen, ...more }: { number: string; isOpen: boolean; onClose: () => void; onDone?: () => void }) {
  return <Modal opened={isOpen} onClose={more.onClose} title={`Where ${pretty(more.number)} is`}><Asked {...more} /></Modal>;
}
