import { Tabs } from "@mantine/core";
import { useNavigate, useParams } from "react-router";
import { Page } from "@/parts/Page";
import classes from "./consent.module.css";
import { DoNotCallList } from "./DoNotCallList";
import { DryRun } from "./DryRun";
import { Ledger } from "./Ledger";
import { Policies } from "./Policies";

const PARTS = [["ledger", "Ledger"], ["policies", "Policies"], ["do-not-call", "Do not call"], ["dry-run", "Dry run"]] as const;

/** Who may be written to, and when. */
export function Consent() {
  const { part = "ledger" } = useParams();
  const navigate = useNavigate();
  return (
    <Page title="Consent" about="What people said about hearing from you, your own rules about when and how often they do, and what both come to.">
      <Tabs value={part} onChange={(to) => void navigate(`/consent/${to}`, { replace: true })}>
        <Tabs.List mb="lg" className={classes.tabs}>{PARTS.map(([value, label]) => <Tabs.Tab key={value} value={value}>{label}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="ledger"><Ledger /></Tabs.Panel>
        <Tabs.Panel value="policies"><Policies /></Tabs.Panel>
        <Tabs.Panel value="do-not-call"><DoNotCallList /></Tabs.Panel>
        <Tabs.Panel value="dry-run"><DryRun /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}
