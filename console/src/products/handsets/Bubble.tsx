import { memo, useState } from "react";
import { Link } from "react-router";
import type { HandsetMessage } from "@/api/types";
import { onOwnOrigin } from "@/api/client";
import { plural } from "@/words/numbers";
import { shortly } from "@/words/when";
import classes from "./handsets.module.css";

function Picture({ url }: { url: string }) {
  const [isBroken, setBroken] = useState(false);
  // Pictures kept by the server come by this page's own origin, so that the session's cookie opens them.
  const source = url.includes("/2010-04-01/") ? onOwnOrigin(url) : url;
  if (isBroken) return <a className={classes.meta} href={source} target="_blank" rel="noreferrer">Open the attachment</a>;
  return <a href={source} target="_blank" rel="noreferrer"><img className={classes.picture} src={source} alt="Picture in the message" onError={() => setBroken(true)} /></a>;
}

/** `isTracked`: an owned number is at the other end, so the message has a page of its own. */
export const Bubble = memo(function Bubble({ message, isTracked }: { message: HandsetMessage; isTracked: boolean }) {
  const isMms = message.media_urls.length > 0;
  const cost = isMms ? "MMS" : `${plural(message.parts, "part")} · ${message.encoding}`;
  return (
    <div className={classes.bubbleRow} data-sent={message.direction === "sent" || undefined} data-message={message.sid}>
      {message.media_urls.map((url) => <Picture key={url} url={url} />)}
      {message.body && <div className={classes.bubble}>{message.body}</div>}
      <div className={classes.meta}>
        {isTracked ? <Link to={`/messages/${message.sid}`} aria-label={`Track ${message.sid}`}>{cost}</Link> : cost} · <time dateTime={message.at}>{shortly(message.at)}</time>
      </div>
    </div>
  );
});
