// An independent SMPP peer: `esme HOST PORT SYSTEM_ID PASSWORD COUNT` or `smsc`. Each thing it sees is a line of JSON.
const smpp = require("smpp");

const say = (what) => process.stdout.write(JSON.stringify(what) + "\n");
const text = (message) => (Buffer.isBuffer(message) ? message.toString("latin1") : String(message));

// Sends COUNT messages, ten under way, the last one in three parts; acknowledges whatever is delivered.
function esme(host, port, systemId, password, count) {
  const session = smpp.connect({ url: `smpp://${host}:${port}` }, () => {
    session.bind_transceiver({ system_id: systemId, password }, (answer) => {
      say({ bound: answer.command_status, system_id: answer.system_id });
      if (answer.command_status === 0) for (let n = 0; n < 10; n++) next();
    });
  });
  let sent = 0;
  const to = { source_addr: "14155550100", source_addr_ton: 1, source_addr_npi: 1, dest_addr_ton: 1, dest_addr_npi: 1,
    destination_addr: "14155550123", registered_delivery: 1 };
  const parts = ["first ", "second ", "third"].map((part, at) => ({ ...to, esm_class: 0x40, short_message: {
    udh: Buffer.from([5, 0, 3, 7, 3, at + 1]), message: part } }));
  function next() {
    if (sent >= count + parts.length) return;
    const n = sent++;
    const pdu = n < count ? { ...to, short_message: `Nr ${n} €` } : parts[n - count];
    session.submit_sm(pdu, (answer) => {
      say({ answered: answer.command_status, message_id: answer.message_id });
      next();
    });
  }
  session.on("deliver_sm", (pdu) => {
    say({ delivered: text(pdu.short_message.message), esm_class: pdu.esm_class, from: pdu.source_addr,
      receipted: pdu.receipted_message_id, state: pdu.message_state });
    session.send(pdu.response());
  });
  session.on("error", (error) => say({ error: error.message }));
  session.on("close", () => process.exit(0));
  process.stdin.on("data", () => session.unbind(() => session.close()));
}

// Takes every bind and message. Ids are hex in answers and decimal in receipts, as with more than one carrier.
function smsc() {
  let count = 0xa0000;
  const server = smpp.createServer({}, (session) => {
    session.on("error", () => {});
    for (const bind of ["bind_transceiver", "bind_transmitter", "bind_receiver"]) {
      session.on(bind, (pdu) => {
        say({ bind, system_id: pdu.system_id, password: pdu.password });
        session.send(pdu.response({ system_id: "node" }));
      });
    }
    session.on("enquire_link", (pdu) => session.send(pdu.response()));
    session.on("unbind", (pdu) => { session.send(pdu.response()); session.close(); });
    session.on("submit_sm", (pdu) => {
      const id = ++count;
      say({ submitted: text(pdu.short_message.message), esm_class: pdu.esm_class, data_coding: pdu.data_coding });
      session.send(pdu.response({ message_id: id.toString(16).toUpperCase() }));
      const line = `id:${id} sub:001 dlvrd:001 submit date:2611240300 done date:2611240301 stat:DELIVRD err:000 text:`;
      setTimeout(() => session.deliver_sm({ source_addr: pdu.destination_addr, source_addr_ton: 1, source_addr_npi: 1,
        destination_addr: pdu.source_addr, dest_addr_ton: 1, dest_addr_npi: 1, esm_class: 4, short_message: line },
        (answer) => say({ acknowledged: answer.command_status })), 20);
    });
    process.stdin.on("data", (typed) => session.deliver_sm({ source_addr: "14155550123", source_addr_ton: 1,
      source_addr_npi: 1, destination_addr: "14155550100", dest_addr_ton: 1, dest_addr_npi: 1,
      short_message: typed.toString().trim() }, (answer) => say({ acknowledged: answer.command_status })));
  });
  server.listen(0, "127.0.0.1", () => say({ port: server.address().port }));
}

const [role, ...given] = process.argv.slice(2);
if (role === "esme") esme(given[0], Number(given[1]), given[2], given[3], Number(given[4]));
else smsc();
