import { Box, Skeleton, Stack } from "@mantine/core";
import { DataTable } from "mantine-datatable";
import type { ReactNode } from "react";
import classes from "./parts.module.css";
import { useNarrow } from "./narrow";
import { Problem } from "./Problem";

export interface Column<T> {
  key: string;
  title: string;
  render: (row: T) => ReactNode;
  width?: number | string;
  align?: "left" | "right" | "center";
  /** Where it stands when rows turn into cards: the head line, a labelled line, or nowhere. */
  card?: "head" | "line" | "none";
}

interface Props<T> {
  rows: T[] | undefined;
  columns: Column<T>[];
  rowKey: (row: T) => string;
  label: string;
  error?: Error | null;
  onRetry?: () => void;
  empty: ReactNode;
  isFetching?: boolean;
  onOpen?: (row: T) => void;
  /** A card of its own design for narrow screens, instead of labelled lines. */
  card?: (row: T) => ReactNode;
}

function Waiting() {
  return (
    <Stack gap="sm" p="md" aria-busy="true" aria-label="Loading">
      {[92, 78, 85, 70, 88].map((width) => <Skeleton key={width} h={18} w={`${width}%`} />)}
    </Stack>
  );
}

function Lines<T>({ row, columns }: { row: T; columns: Column<T>[] }) {
  const heads = columns.filter((column) => column.card === "head");
  const lines = columns.filter((column) => (column.card ?? "line") === "line");
  return (
    <>
      {heads.map((column) => <Box key={column.key}>{column.render(row)}</Box>)}
      {lines.map((column) => (
        <div key={column.key} className={classes.rowLine}>
          <span>{column.title}</span>
          <span>{column.render(row)}</span>
        </div>
      ))}
    </>
  );
}

function Cards<T>({ rows, columns, rowKey, label, card }: Props<T>) {
  return (
    <Box role="list" aria-label={label}>
      {rows!.map((row) => (
        <Box key={rowKey(row)} role="listitem" className={classes.rowCard}>
          {card ? card(row) : <Lines row={row} columns={columns} />}
        </Box>
      ))}
    </Box>
  );
}

function Table<T>({ rows, columns, rowKey, label, isFetching, onOpen }: Props<T>) {
  return (
    <DataTable
      className={classes.table}
      aria-label={label}
      aria-busy={isFetching}
      records={rows as (T & object)[]}
      idAccessor={(row) => rowKey(row as T)}
      columns={columns.map((column) => ({
        accessor: column.key, title: column.title, width: column.width, textAlign: column.align ?? "left",
        render: (row: unknown) => column.render(row as T),
      }))}
      highlightOnHover
      verticalSpacing="sm"
      horizontalSpacing="md"
      backgroundColor="transparent"
      minHeight={0}
      onRowClick={onOpen && (({ record, event }) => {
        // Buttons and links inside the row answer for themselves.
        if (!(event.target as HTMLElement).closest("a,button")) onOpen(record as T);
      })}
    />
  );
}

/** Rows as a table, or as cards on a narrow screen; with waiting, empty and failing states. */
export function Listing<T>(props: Props<T>) {
  const isNarrow = useNarrow();
  if (props.error && !props.rows) return <Box p="md"><Problem error={props.error} onRetry={props.onRetry} /></Box>;
  if (!props.rows) return <Waiting />;
  if (props.rows.length === 0) return <>{props.empty}</>;
  return isNarrow ? <Cards {...props} /> : <Table {...props} />;
}
