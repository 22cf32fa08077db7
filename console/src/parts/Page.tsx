import { Anchor, Box, Group, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { Link } from "react-router";

interface Props {
  title: string;
  /** Shown instead of the title where more than text is wanted. */
  heading?: ReactNode;
  about?: ReactNode;
  back?: { to: string; label: string };
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, heading, about, back, actions, children }: Props) {
  useEffect(() => { document.title = `${title} · Ringback`; }, [title]);
  return (
    <>
      {back && (
        <Anchor component={Link} to={back.to} fz="sm" c="dimmed" display="inline-flex" style={{ alignItems: "center", gap: 4 }} mb={6}>
          <IconChevronLeft size={15} aria-hidden />{back.label}
        </Anchor>
      )}
      <Group justify="space-between" align="flex-end" mb="lg" gap="sm">
        <Box miw={0} flex="1 1 280px">
          <Title order={1} lh={1.25} style={{ overflowWrap: "anywhere" }}>{heading ?? title}</Title>
          {about && <Box c="dimmed" fz="sm" mt={4} maw={760}>{about}</Box>}
        </Box>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </>
  );
}
