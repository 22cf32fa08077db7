import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Link } from "react-router";

/** A small button that copies `value`; `what` names it to screen readers. */
export function Copy({ value, what }: { value: string; what: string }) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? "Copied" : `Copy ${what}`}>
          <ActionIcon
            size="sm" variant="subtle" color={copied ? "rack" : "gray"} aria-label={`Copy ${what}`}
            onClick={(event) => { event.stopPropagation(); copy(); }}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

export function short(sid: string): string {
  return sid.length > 16 ? `${sid.slice(0, 6)}…${sid.slice(-6)}` : sid;
}

/** A SID in monospace, shortened unless `full`, with its copy button; a link when `to` is given. */
export function Sid({ sid, to, full = false }: { sid: string; to?: string; full?: boolean }) {
  const text = <span className="mono" title={sid} style={{ overflowWrap: "anywhere" }}>{full ? sid : short(sid)}</span>;
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 2, minWidth: 0 }}>
      {to ? <Link to={to} className="plain-link" aria-label={`Open ${sid}`}>{text}</Link> : text}
      <Copy value={sid} what={sid.slice(0, 2) + " SID"} />
    </span>
  );
}
