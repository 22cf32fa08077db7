import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api, core } from "@/api/client";
import type { Queue, QueueState } from "@/api/types";
import { useAct } from "@/parts/acting";
import { CodeBlock } from "@/parts/CodeBlock";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { curlOf } from "@/words/curl";
import { REFRESH } from "./queries";

const [NAME_MOST, USUAL_SIZE, SIZE_MOST] = [64, 1000, 5000];

interface Props {
  /** Changed where it is given, else one is made. */
  queue?: QueueState;
  isOpen: boolean;
  onClose: () => void;
  onDone: (queue: Queue) => void;
}

function Fields({ queue, onClose, onDone }: Omit<Props, "isOpen">) {
  const { account_sid } = useSession();
  const [name, setName] = useState(queue?.friendly_name ?? "");
  const [size, setSize] = useState<number | "">(queue?.max_size ?? USUAL_SIZE);
  const path = core(account_sid, queue ? `Queues/${queue.sid}` : "Queues");
  const fields = { FriendlyName: name.trim(), MaxSize: size === "" ? undefined : String(size) };
  const save = useAct(() => api.form<Queue>(path, fields), { isForm: true, refresh: REFRESH, done: (kept) => { onClose(); onDone(kept); } });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label="Name" description="What <Enqueue> and <Queue> call it" required data-autofocus maxLength={NAME_MOST} placeholder="support" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NumberInput label="Room for" description={`Callers, at most ${SIZE_MOST.toLocaleString()}. Who comes when it is full goes on with the action URL, and QueueResult says queue-full.`} min={1} max={SIZE_MOST} clampBehavior="none" allowDecimal={false} value={size} onChange={(value) => setSize(typeof value === "number" ? value : "")} />
        <div><Text fw={500} mb={6} fz="sm">The same from a shell</Text><CodeBlock label="curl command" code={curlOf(path, fields)} wrap maxHeight={150} /></div>
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" loading={save.isPending}>{queue ? "Save" : "Create"}</Button></Group>
      </Stack>
    </form>
  );
}

/** Makes a queue, or changes its name and size. */
export function QueueForm({ queue, isOpen, onClose, onDone }: Props) {
  return <Modal opened={isOpen} onClose={onClose} size="lg" title={queue ? `Change ${queue.friendly_name}` : "New queue"}><Fields queue={queue} onClose={onClose} onDone={onDone} /></Modal>;
}
