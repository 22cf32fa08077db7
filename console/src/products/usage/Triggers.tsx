import { ActionIcon, Button, Card, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { api, core } from "@/api/client";
import type { UsageTrigger } from "@/api/types";
import { askFirst, useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Problem } from "@/parts/Problem";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { useTriggers } from "./queries";

const CATEGORIES = ["totalprice", "sms", "sms-outbound", "sms-inbound", "mms", "mms-outbound", "mms-inbound", "calls", "phonenumbers"];

function DropTrigger({ trigger }: { trigger: UsageTrigger }) {
  const { account_sid } = useSession();
  const drop = useAct(() => api.remove(core(account_sid, `Usage/Triggers/${trigger.sid}`)), { refresh: [["triggers"]], done: "Deleted." });
  return <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${trigger.friendly_name || trigger.sid}`} onClick={() => askFirst("Delete this trigger?", "It will not fire again.", "Delete", () => drop.mutate(undefined))}><IconTrash size={17} /></ActionIcon>;
}

const COLUMNS: Column<UsageTrigger>[] = [
  { key: "name", title: "Trigger", card: "head", render: (row) => <Text span fz="sm" fw={500}>{row.friendly_name || row.usage_category}</Text> },
  { key: "when", title: "Fires when", render: (row) => <span>{row.trigger_by} of <span className="mono">{row.usage_category}</span> reaches {row.trigger_value}{row.recurring ? `, ${row.recurring}` : ""}</span> },
  { key: "now", title: "Now", width: 110, align: "right", render: (row) => row.current_value },
  { key: "fired", title: "Fired", width: 130, render: (row) => <When at={row.date_fired} /> },
  { key: "drop", title: "", width: 60, align: "right", render: (row) => <DropTrigger trigger={row} /> },
];

const BLANK = { FriendlyName: "", UsageCategory: "sms", TriggerBy: "count", TriggerValue: "", Recurring: "", CallbackUrl: "", CallbackMethod: "POST" };

function NewTrigger({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { account_sid } = useSession();
  const [form, setForm] = useState(BLANK);
  const set = (part: Partial<typeof BLANK>) => setForm((old) => ({ ...old, ...part }));
  const create = useAct(() => api.form(core(account_sid, "Usage/Triggers"), { ...form, Recurring: form.Recurring || undefined, FriendlyName: form.FriendlyName || undefined }), { isForm: true, refresh: [["triggers"]], done: () => { setForm(BLANK); onClose(); } });
  const submit = (event: FormEvent) => { event.preventDefault(); create.mutate(undefined); };
  return (
    <Modal opened={isOpen} onClose={onClose} title="New trigger">
      <form onSubmit={submit}>
        <Stack>
          <TextInput label="Name" data-autofocus maxLength={64} value={form.FriendlyName} onChange={(event) => set({ FriendlyName: event.currentTarget.value })} />
          <SimpleGrid cols={2}>
            <Select label="Category" searchable allowDeselect={false} data={CATEGORIES} value={form.UsageCategory} onChange={(value) => set({ UsageCategory: value ?? "sms" })} />
            <Select label="Measured by" allowDeselect={false} data={["count", "usage", "price"]} value={form.TriggerBy} onChange={(value) => set({ TriggerBy: value ?? "count" })} />
            <TextInput label="Fires at" required description="+100 counts from now" value={form.TriggerValue} onChange={(event) => set({ TriggerValue: event.currentTarget.value })} />
            <Select label="Repeats" description="Once a period" clearable placeholder="Once" data={["daily", "monthly", "yearly"]} value={form.Recurring || null} onChange={(value) => set({ Recurring: value ?? "" })} />
          </SimpleGrid>
          <TextInput label="Callback URL" type="url" required placeholder="https://…" value={form.CallbackUrl} onChange={(event) => set({ CallbackUrl: event.currentTarget.value })} />
          {create.error && <Problem error={create.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" loading={create.isPending}>Create</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Callbacks that fire when usage reaches a value. */
export function Triggers() {
  const { account_sid } = useSession();
  const list = useTriggers(account_sid);
  const [isOpen, form] = useDisclosure(false);
  return (
    <Card padding={0}>
      <Group justify="space-between" p="lg" pb="md"><Title order={2}>Triggers</Title><Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={form.open}>New trigger</Button></Group>
      <Listing label="Usage triggers" rows={list.data} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} empty={<Empty icon={<IconBell size={26} />} title="No triggers">A trigger calls your URL once usage reaches a value you set.</Empty>} />
      <NewTrigger isOpen={isOpen} onClose={form.close} />
    </Card>
  );
}
