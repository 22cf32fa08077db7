import { ActionIcon, Group, Text, Textarea, TextInput, Tooltip } from "@mantine/core";
import { IconArrowUp, IconPhotoPlus } from "@tabler/icons-react";
import { useState, type KeyboardEvent } from "react";
import { tellRefusal } from "@/parts/acting";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { cut } from "@/words/segments";
import { plural } from "@/words/numbers";
import classes from "./handsets.module.css";
import { sendFrom } from "./queries";

/** The typing box: Enter sends, Shift+Enter breaks the line. */
export function Compose({ number, to, onSent }: { number: string; to: string | null; onSent: () => void }) {
  const client = useQueryClient();
  const [body, setBody] = useState("");
  const [picture, setPicture] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: () => sendFrom(number, to!, body, picture ? [picture] : []),
    onError: tellRefusal,
    onSuccess: () => {
      setBody("");
      setPicture(null);
      onSent();
      void client.invalidateQueries({ queryKey: ["handset-messages", number] });
    },
  });
  const canSend = to !== null && (body.trim() !== "" || Boolean(picture)) && !send.isPending;
  const cost = cut(body);
  function press(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (canSend) send.mutate();
  }
  return (
    <div className={classes.compose}>
      {picture !== null && <TextInput mb={6} size="xs" radius="xl" type="url" aria-label="Picture address" placeholder="https://… address of a picture" autoFocus value={picture} onChange={(event) => setPicture(event.currentTarget.value)} />}
      <Group gap={6} wrap="nowrap" align="flex-end">
        <Tooltip label="Add a picture by its address"><ActionIcon variant="subtle" color="gray" radius="xl" size={34} aria-label="Add a picture" aria-pressed={picture !== null} onClick={() => setPicture(picture === null ? "" : null)}><IconPhotoPlus size={19} /></ActionIcon></Tooltip>
        <Textarea
          flex={1} radius="xl" size="sm" autosize minRows={1} maxRows={5} placeholder={to ? "Text message" : "Choose who first"} aria-label={`Text from ${number}`} disabled={to === null}
          value={body} onChange={(event) => setBody(event.currentTarget.value)} onKeyDown={press}
        />
        <ActionIcon radius="xl" size={34} aria-label="Send" disabled={!canSend} loading={send.isPending} onClick={() => send.mutate()}><IconArrowUp size={19} /></ActionIcon>
      </Group>
      <Text fz={11} c="dimmed" ta="right" mt={3} mih={16}>{body && `${cost.encoding} · ${plural(cost.parts, "part")} · ${cost.left} left`}</Text>
    </div>
  );
}
