import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { api } from "@/api/client";
import type { QueueState } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { CodeBlock } from "@/parts/CodeBlock";
import { Problem } from "@/parts/Problem";
import { curlOf } from "@/words/curl";
import { memberPath, REFRESH } from "./queries";

/** The oldest, whoever that is by then. */
export const FRONT = "Front";

interface Props {
  queue: QueueState;
  /** A call's SID or Front; nothing is asked where it is null. */
  which: string | null;
  name: string;
  onClose: () => void;
}

/** Takes one who waits out of line; their call goes on with the document at a URL. */
export function Dequeue({ queue, which, name, onClose }: Props) {
  const [url, setUrl] = useState("");
  const path = memberPath(queue, which ?? FRONT);
  const take = useAct(() => api.form(path, { Url: url }), { isForm: true, refresh: REFRESH, done: () => { tell("Out of line: the call goes on with that document."); onClose(); } });
  const submit = (event: FormEvent) => { event.preventDefault(); take.mutate(undefined); };
  return (
    <Modal opened={which !== null} onClose={onClose} size="lg" title={`Take ${name} out of line`}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput label="URL of the document they go on with" required type="url" data-autofocus placeholder="https://… or http://127.0.0.1:3000/voice" value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
          <div><Text fw={500} mb={6} fz="sm">The same from a shell</Text><CodeBlock label="curl command" code={curlOf(path, { Url: url || "https://…" })} wrap /></div>
          {take.error && <Problem error={take.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" leftSection={<IconPhoneOutgoing size={16} />} loading={take.isPending}>Take out</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
