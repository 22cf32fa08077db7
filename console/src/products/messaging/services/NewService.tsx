import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { api } from "@/api/client";
import type { Service } from "@/api/types";
import { useAct } from "@/parts/acting";
import { CodeBlock } from "@/parts/CodeBlock";
import { Problem } from "@/parts/Problem";
import { curlOf } from "@/words/curl";
import { SERVICES } from "./queries";
import { USECASES } from "./rules";

export const NAME_MOST = 64;

export function UsecaseField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Select
      label="Use case" description="Consent and quiet hours go by it" allowDeselect={false} data={USECASES.map((one) => ({ value: one.value, label: one.label }))} value={value} onChange={(chosen) => onChange(chosen ?? "undeclared")}
      renderOption={({ option }) => <div><Text fz="sm">{option.label}</Text><Text fz="xs" c="dimmed">{USECASES.find((one) => one.value === option.value)?.about}</Text></div>}
    />
  );
}

function Fields({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [usecase, setUsecase] = useState("undeclared");
  const fields = { FriendlyName: name.trim(), Usecase: usecase };
  const make = useAct(() => api.form<Service>(SERVICES, fields), { isForm: true, refresh: [["services"]], done: (made) => { onClose(); void navigate(`/services/${made.sid}/senders`); } });
  const submit = (event: FormEvent) => { event.preventDefault(); make.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label="Name" required data-autofocus maxLength={NAME_MOST} placeholder="Shop" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <UsecaseField value={usecase} onChange={setUsecase} />
        <div><Text fw={500} mb={6} fz="sm">The same from a shell</Text><CodeBlock label="curl command" code={curlOf(SERVICES, fields)} wrap maxHeight={150} /></div>
        {make.error && <Problem error={make.error} />}
        <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" loading={make.isPending}>Create</Button></Group>
      </Stack>
    </form>
  );
}

/** A service with an empty pool; its page has the rest. */
export function NewService({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return <Modal opened={isOpen} onClose={onClose} size="lg" title="New messaging service"><Fields onClose={onClose} /></Modal>;
}
