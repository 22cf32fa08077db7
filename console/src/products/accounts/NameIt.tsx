import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { Problem } from "@/parts/Problem";

interface Props {
  title: string;
  about: string;
  isOpen: boolean;
  isBusy: boolean;
  error: Error | null;
  onClose: () => void;
  onName: (name: string) => void;
}

/** Asks for nothing but a friendly name. */
export function NameIt({ title, about, isOpen, isBusy, error, onClose, onName }: Props) {
  const [name, setName] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    onName(name.trim());
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <Text fz="sm" c="dimmed">{about}</Text>
          <TextInput label="Name" maxLength={64} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          {error && <Problem error={error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" loading={isBusy}>Create</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
