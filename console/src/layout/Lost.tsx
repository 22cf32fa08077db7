import { Button, Card } from "@mantine/core";
import { IconRouteOff } from "@tabler/icons-react";
import { Link, useRouteError } from "react-router";
import { Empty } from "@/parts/Empty";

/** An address that leads nowhere, or a page that broke. */
export function Lost() {
  const error = useRouteError();
  const isBroken = error instanceof Error;
  return (
    <Card maw={620} mx="auto" mt="xl">
      <Empty
        icon={<IconRouteOff size={28} />} title={isBroken ? "This page broke" : "There is no such page"}
        action={isBroken ? <Button onClick={() => location.reload()}>Load it again</Button> : <Button component={Link} to="/">Go home</Button>}
      >
        {isBroken ? error.message : "The address may be mistyped, or from another version."}
      </Empty>
    </Card>
  );
}
