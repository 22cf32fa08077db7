import { Anchor, Box, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import classes from "./console.module.css";

function Step({ at, isDone, title, children }: { at: number; isDone: boolean; title: string; children: ReactNode }) {
  return (
    <li className={classes.step}>
      <span className={classes.stepMark} data-done={isDone || undefined} aria-label={isDone ? "done" : `step ${at}`}>{isDone ? <IconCheck size={16} /> : at}</span>
      <Box><Text fw={500} fz="sm">{title}</Text><Text fz="sm" c="dimmed">{children}</Text></Box>
    </li>
  );
}

export function FirstSteps({ hasSent, hasUrl }: { hasSent: boolean; hasUrl: boolean }) {
  return (
    <Box component="ol" p={0} m={0} style={{ listStyle: "none" }}>
      <Step at={1} isDone={hasSent} title="Send a text">Paste the curl line, or <Anchor component={Link} to="/messages/new" fz="sm">write one here</Anchor>; see it arrive on a <Anchor component={Link} to="/handsets" fz="sm">handset</Anchor>.</Step>
      <Step at={2} isDone={hasUrl} title="Answer a text">Give <Anchor component={Link} to="/numbers" fz="sm">a number</Anchor> your URL, then write to it from a handset: your code is asked what to reply.</Step>
      <Step at={3} isDone={false} title="See every step">Open any <Anchor component={Link} to="/messages" fz="sm">message</Anchor>: its parts, receipts and webhooks, with times. What fails is explained in the <Anchor component={Link} to="/debugger" fz="sm">debugger</Anchor>.</Step>
    </Box>
  );
}
