import { ActionIcon, Alert, Button, Card, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { api, core } from "@/api/client";
import type { Key, NewKey } from "@/api/types";
import { askFirst, useAct } from "@/parts/acting";
import { CodeBlock } from "@/parts/CodeBlock";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { Sid } from "@/parts/Sid";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { NameIt } from "./NameIt";
import { useKeys } from "./queries";

function DeleteKey({ apiKey }: { apiKey: Key }) {
  const { account_sid } = useSession();
  const drop = useAct(() => api.remove(core(account_sid, `Keys/${apiKey.sid}`)), { refresh: [["keys"]], done: "The key works no more." });
  return (
    <ActionIcon variant="subtle" color="gray" loading={drop.isPending} aria-label={`Delete ${apiKey.friendly_name || apiKey.sid}`} onClick={() => askFirst(`Delete ${apiKey.friendly_name || apiKey.sid}?`, "Programs that use it are refused from now on.", "Delete", () => drop.mutate(undefined))}>
      <IconTrash size={17} />
    </ActionIcon>
  );
}

const COLUMNS: Column<Key>[] = [
  { key: "name", title: "Name", card: "head", render: (row) => <Text span fw={500}>{row.friendly_name || "unnamed"}</Text> },
  { key: "sid", title: "SID", width: 200, render: (row) => <Sid sid={row.sid} /> },
  { key: "at", title: "Created", width: 150, render: (row) => <When at={row.date_created} /> },
  { key: "drop", title: "", width: 70, align: "right", render: (row) => <DeleteKey apiKey={row} /> },
];

function Secret({ made, onClose }: { made: NewKey | null; onClose: () => void }) {
  return (
    <Modal opened={made !== null} onClose={onClose} title="Keep the secret now" size="lg" closeOnClickOutside={false}>
      {made && (
        <Stack>
          <Alert color="lamp">Only its hash is stored: the secret cannot be shown again.</Alert>
          <div><Text fz="sm" fw={500} mb={4}>Key SID</Text><CodeBlock label="key SID" code={made.sid} wrap /></div>
          <div><Text fz="sm" fw={500} mb={4}>Secret</Text><CodeBlock label="secret" code={made.secret} wrap /></div>
          <Group justify="flex-end"><Button onClick={onClose}>I have kept it</Button></Group>
        </Stack>
      )}
    </Modal>
  );
}

export function Keys() {
  const { account_sid } = useSession();
  const list = useKeys(account_sid);
  const [isOpen, naming] = useDisclosure(false);
  const [made, setMade] = useState<NewKey | null>(null);
  const create = useAct((name: string) => api.form<NewKey>(core(account_sid, "Keys"), { FriendlyName: name || undefined }), {
    isForm: true, refresh: [["keys"]], done: (key) => { naming.close(); setMade(key); },
  });
  const New = <Button leftSection={<IconPlus size={16} />} onClick={naming.open}>New key</Button>;
  return (
    <Page title="API keys" about="One key a program: its SID and secret stand in for the account's, and one can be withdrawn without touching the others." actions={New}>
      <Card padding={0}>
        <Listing label="API keys" rows={list.data} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} empty={<Empty icon={<IconKey size={26} />} title="No keys yet">Until then programs use the account's own SID and token.</Empty>} />
      </Card>
      <NameIt title="New key" about="Name it after the program that will hold it." isOpen={isOpen} isBusy={create.isPending} error={create.error} onClose={naming.close} onName={(name) => create.mutate(name)} />
      <Secret made={made} onClose={() => setMade(null)} />
    </Page>
  );
}
