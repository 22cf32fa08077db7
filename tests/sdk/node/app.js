// An application as a customer writes it, with the official SDK as it is. What it finds out it prints as JSON.
const http = require("http");
const twilio = require("twilio");

const client = twilio(); // credentials from the surroundings, as the SDK's own documents show it
const asked = [];
let allHere;
const everything = new Promise((resolve) => (allHere = resolve));

function site(authToken) {
  // Answers texts and hears of progress; refuses what the SDK's validator does not accept.
  return http.createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const url = `http://${request.headers.host}${request.url}`;
      const isValid = twilio.validateRequest(authToken, request.headers["x-twilio-signature"], url, form);
      asked.push([request.url, isValid, form.Body || form.MessageStatus]);
      const answer = new twilio.twiml.MessagingResponse();
      if (request.url === "/sms" && form.Body === "ping") answer.message("pong");
      response.writeHead(isValid ? 200 : 403, { "Content-Type": "text/xml" });
      response.end(answer.toString());
      const heard = asked.map(([path, , what]) => `${path} ${what}`);
      if (["/status delivered", "/sms ping", "/sms pong"].every((one) => heard.includes(one))) allHere(true);
    });
  });
}

async function code(promise) {
  try {
    await promise;
    return null;
  } catch (problem) {
    return [problem.status, problem.code];
  }
}

async function main() {
  const account = await client.api.v2010.accounts(client.accountSid).fetch();
  const server = site(account.authToken);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const here = `http://127.0.0.1:${server.address().port}`;

  const [first] = await client.incomingPhoneNumbers.list();
  const ours = await client.incomingPhoneNumbers(first.sid).update({ smsUrl: `${here}/sms` });
  const other = await client.incomingPhoneNumbers.create({ areaCode: "415", smsUrl: `${here}/sms` });

  const sent = [];
  for (let number = 0; number < 7; number++) {
    const body = `text ${number}`;
    const statusCallback = `${here}/status`;
    sent.push(await client.messages.create({ to: "+14155550123", from: ours.phoneNumber, body, statusCallback }));
  }
  await client.messages.create({ to: other.phoneNumber, from: ours.phoneNumber, body: "ping" });
  const late = new Promise((resolve) => setTimeout(resolve, 20000, false).unref());
  const heardAll = await Promise.race([everything, late]);

  const listed = await client.messages.list({ to: "+14155550123", pageSize: 3 });
  const pages = [];
  let page = await client.messages.page({ to: "+14155550123", pageSize: 3 });
  while (page) {
    pages.push(page.instances.map((message) => message.body));
    page = await page.nextPage();
  }

  const redacted = await client.messages(sent[0].sid).update({ body: "" });
  const deleted = await client.messages(sent[1].sid).remove();
  const result = {
    first_status: sent[0].status,
    direction: sent[0].direction,
    heard_all: heardAll,
    all_valid: asked.every(([, isValid]) => isValid),
    asked: [...new Set(asked.map(([path, , what]) => `${path} ${what}`))].sort().map((one) => one.split(" ")),
    listed: listed.length,
    pages,
    later: (await client.messages(sent[2].sid).fetch()).status,
    redacted: redacted.body,
    deleted,
    refused: await code(client.messages(sent[1].sid).fetch()),
    bad: await code(client.messages.create({ to: "nobody", from: ours.phoneNumber, body: "x" })),
  };
  process.stdout.write(JSON.stringify(result));
  server.closeAllConnections();
  server.close();
}

main().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
