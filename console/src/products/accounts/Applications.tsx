import { Button, Card, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAppWindow, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import { api, core } from "@/api/client";
import type { Application } from "@/api/types";
import { useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { Sid } from "@/parts/Sid";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { useApplications } from "@/products/numbers/queries";
import { NameIt } from "./NameIt";

function Url({ url }: { url: string | null }) {
  return url ? <Text span fz="sm" lineClamp={1} title={url} style={{ overflowWrap: "anywhere" }}>{url}</Text> : <span className="quiet">not set</span>;
}

const COLUMNS: Column<Application>[] = [
  { key: "name", title: "Name", card: "head", render: (row) => <Link className="plain-link" to={`/applications/${row.sid}`}><Text span fw={500}>{row.friendly_name || "unnamed"}</Text></Link> },
  { key: "sms", title: "Messages go to", render: (row) => <Url url={row.sms_url} /> },
  { key: "voice", title: "Calls go to", render: (row) => <Url url={row.voice_url} /> },
  { key: "at", title: "Created", width: 140, render: (row) => <When at={row.date_created} /> },
  { key: "sid", title: "SID", width: 190, render: (row) => <Sid sid={row.sid} to={`/applications/${row.sid}`} /> },
];

export function Applications() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const list = useApplications(account_sid);
  const [isOpen, naming] = useDisclosure(false);
  const create = useAct((name: string) => api.form<Application>(core(account_sid, "Applications"), { FriendlyName: name || undefined }), {
    isForm: true, refresh: [["applications"]], done: (made) => { naming.close(); void navigate(`/applications/${made.sid}`); },
  });
  return (
    <Page title="Applications" about="One set of URLs for many numbers: change it here and every number that uses it follows." actions={<Button leftSection={<IconPlus size={16} />} onClick={naming.open}>New application</Button>}>
      <Card padding={0}>
        <Listing label="Applications" rows={list.data} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} onOpen={(row) => void navigate(`/applications/${row.sid}`)} empty={<Empty icon={<IconAppWindow size={26} />} title="No applications yet">Handy once two numbers shall behave alike.</Empty>} />
      </Card>
      <NameIt title="New application" about="Its URLs come next." isOpen={isOpen} isBusy={create.isPending} error={create.error} onClose={naming.close} onName={(name) => create.mutate(name)} />
    </Page>
  );
}
