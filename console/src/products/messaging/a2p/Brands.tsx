import { Badge, Button, Card, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBuildingStore, IconPlus, IconRefresh } from "@tabler/icons-react";
import { api } from "@/api/client";
import type { Brand } from "@/api/types";
import { useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { Sid } from "@/parts/Sid";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { BrandForm } from "./BrandForm";
import { BRANDS, useBrands } from "./queries";
import { brandReasons } from "./rules";
import { Reasons, Standing } from "./Standing";

function Again({ brand }: { brand: Brand }) {
  const again = useAct(() => api.form(`${BRANDS}/${brand.sid}`), { refresh: [["brands"]], done: "Submitted once more." });
  if (brand.status !== "FAILED") return null;
  return <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} loading={again.isPending} onClick={() => again.mutate(undefined)}>Submit again</Button>;
}

function Review({ brand }: { brand: Brand }) {
  return <Stack gap={6} align="flex-start"><Standing status={brand.status} /><Reasons reasons={brandReasons(brand)} title="Why it failed" /><Again brand={brand} /></Stack>;
}

function Kind({ brand }: { brand: Brand }) {
  return <Group gap={6} wrap="nowrap"><Text span fz="sm">{brand.brand_type === "STANDARD" ? "Business" : "Sole proprietor"}</Text>{brand.mock && <Badge color="lamp" tt="none" fw={500}>for trying</Badge>}</Group>;
}

const COLUMNS: Column<Brand>[] = [
  { key: "sid", title: "Brand", width: 190, card: "head", render: (row) => <Sid sid={row.sid} /> },
  { key: "kind", title: "Kind", width: 210, render: (row) => <Kind brand={row} /> },
  { key: "status", title: "Review", render: (row) => <Review brand={row} /> },
  { key: "score", title: "Score", width: 80, align: "right", render: (row) => row.brand_score ?? <span className="quiet">—</span> },
  { key: "registry", title: "In the registry", width: 150, render: (row) => row.tcr_id ? <span className="mono">{row.tcr_id}</span> : <span className="quiet">—</span> },
  { key: "at", title: "Submitted", width: 130, render: (row) => <When at={row.date_created} /> },
];

/** Businesses as the registry of US messaging knows them. */
export function Brands() {
  const { account_sid } = useSession();
  const [isOpen, form] = useDisclosure(false);
  const brands = useBrands(account_sid);
  const register = <Button leftSection={<IconPlus size={16} />} onClick={form.open}>Register a brand</Button>;
  return (
    <Page title="US brands" back={{ to: "/services", label: "Messaging services" }} about="Who texts people in the United States from ten-digit numbers says first who it is. A campaign of a service then says what for." actions={register}>
      <Card padding={0}>
        <Listing label="US brands" rows={brands.data} columns={COLUMNS} rowKey={(row) => row.sid} error={brands.error} onRetry={() => void brands.refetch()} isFetching={brands.isFetching} empty={<Empty icon={<IconBuildingStore size={26} />} title="No brands yet" action={register}>Only texts from ten-digit US numbers to the United States need one; they fail with 30034 without, where the account asks for it.</Empty>} />
      </Card>
      <BrandForm isOpen={isOpen} onClose={form.close} />
    </Page>
  );
}
