// A program that calls, with the official SDK as it is. What it finds out it prints as JSON.
const http = require("http");
const twilio = require("twilio");

const client = twilio(); // credentials from the surroundings, as the SDK's own documents show it
const heard = [];
let allHere;
const everything = new Promise((resolve) => (allHere = resolve));

function site(authToken) {
  // Hears of progress; refuses what the SDK's validator does not accept.
  return http.createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const url = `http://${request.headers.host}${request.url}`;
      const isValid = twilio.validateRequest(authToken, request.headers["x-twilio-signature"], url, form);
      heard.push({ path: request.url, isValid, form });
      response.writeHead(isValid ? 204 : 403);
      response.end();
      const isOver = heard.some((one) => one.form.CallStatus === "completed" && one.path === "/progress");
      if (isOver && heard.some((one) => one.path === "/recorded")) allHere(true);
    });
  });
}

async function fetched(url) {
  const answer = await fetch(url);
  return { kind: answer.headers.get("content-type"), bytes: Buffer.from(await answer.arrayBuffer()) };
}

async function main() {
  const account = await client.api.v2010.accounts(client.accountSid).fetch();
  const server = site(account.authToken);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const here = `http://127.0.0.1:${server.address().port}`;

  const said = new twilio.twiml.VoiceResponse();
  said.say("Ahoy, please speak.");
  said.record({
    maxLength: 2,
    timeout: 0,
    playBeep: false,
    trim: "do-not-trim",
    recordingStatusCallback: `${here}/recorded`,
    action: `${here}/after`,
  });
  const [ours] = await client.incomingPhoneNumbers.list();
  const call = await client.calls.create({
    to: "+14155550123",
    from: ours.phoneNumber,
    twiml: said.toString(),
    statusCallback: `${here}/progress`,
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
  });
  const late = new Promise((resolve) => setTimeout(resolve, 40000, false).unref());
  const heardAll = await Promise.race([everything, late]);
  await new Promise((resolve) => setTimeout(resolve, 200)); // one that should not come, might

  const progress = heard.filter((one) => one.path === "/progress").map((one) => one.form);
  const [told] = heard.filter((one) => one.path === "/recorded").map((one) => one.form);
  const [recording] = await client.calls(call.sid).recordings.list();
  const [wav, mp3] = [await fetched(`${told.RecordingUrl}.wav`), await fetched(`${told.RecordingUrl}.mp3`)];
  const isMp3 = mp3.bytes[0] === 0xff || mp3.bytes.subarray(0, 3).toString() === "ID3";
  console.log(
    JSON.stringify({
      first_status: call.status,
      heard_all: heardAll,
      all_valid: heard.every((one) => one.isValid),
      progress: progress.map((form) => [form.CallStatus, form.SequenceNumber]),
      last_status: (await client.calls(call.sid).fetch()).status,
      recording: [recording.status, recording.source, recording.sid === told.RecordingSid],
      wav: [wav.kind, wav.bytes.subarray(0, 4).toString(), wav.bytes.length > 8000],
      mp3: [mp3.kind, isMp3, 1000 < mp3.bytes.length && mp3.bytes.length < wav.bytes.length],
    }),
  );
  server.close();
  server.closeAllConnections();
}

main().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
