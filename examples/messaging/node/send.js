// Sends a text and follows it until it has arrived: node send.js +14155550123
const twilio = require("twilio");

async function main(to) {
  const client = twilio(); // TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
  const [number] = await client.incomingPhoneNumbers.list({ limit: 1 });

  let message = await client.messages.create({ to, from: number.phoneNumber, body: "Ahoy from the official SDK" });
  console.log(`${message.sid} to ${message.to}: ${message.status}`);

  while (["queued", "sending", "sent"].includes(message.status)) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    message = await client.messages(message.sid).fetch();
  }
  console.log(`${message.sid} to ${message.to}: ${message.status}, price ${message.price} ${message.priceUnit}`);
}

main(process.argv[2]).catch((problem) => {
  console.error(problem.message);
  process.exit(1);
});
