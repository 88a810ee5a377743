/** The client against the real service, which the environment names, and against others that fail in each way. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { Auditor } from "article-auditor";

const { AUDITOR_URL: url, AUDITOR_SOURCE: source, AUDITOR_KEY: key, AUDITOR_SECRET: secret } = process.env;
const auditor = new Auditor({ url, source, key, secret, seconds: 30 });
const WRONG = "Friday, 6 March 2025";
const row = (id, day) => ({
  id,
  title: "Board votes for a ferry",
  html: `<p>The board met on ${day}, and voted for a new ferry after a long debate in the old town hall.</p>
    <p>The ship will carry people and cars across the bay, and it will be built in the yard at the north end of the harbour.</p>`,
});

/** A service of the test's own: `answer` gets request and response. */
async function serving(answer, run) {
  const server = createServer(answer);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    return await run(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections?.();
    await new Promise((done) => server.close(done));
  }
}

test("what is right passes, what is wrong is blocked with its reason and its page", async () => {
  assert.equal((await auditor.ask(row("node:1", "Thursday, 6 March 2025"))).verdict, "pass");
  const answer = await auditor.ask({ ...row("node:2", WRONG), asked: { editor: "Ada", way: "api" } });
  assert.equal(answer.verdict, "block");
  assert.match(answer.messages[0], /^Not published: 1 passage to be changed/);
  assert.equal(answer.findings[0].quote, WRONG);
  assert.match(answer.review, /\/audits\/\d+$/);
});

test("a look keeps nothing, and a decision is the editor's own", async () => {
  const text = row("node:3", WRONG);
  const seen = await auditor.look(text);
  assert.deepEqual([seen.verdict, seen.review], ["block", null]);
  const { fingerprint } = seen.findings[0];
  const after = await auditor.decide(text, { fingerprint, verb: "dismiss", reason: "false alarm", editor: "Ada" });
  assert.deepEqual([after.status, after.verdict, after.findings], ["dismissed", "pass", []]);
  assert.equal((await auditor.ask(text)).verdict, "pass", "a false alarm holds an article up once");
  const gone = await auditor.decide(text, { fingerprint: "0".repeat(16), verb: "accept", editor: "Ada" });
  assert.equal(gone.status, null);
  assert.match(gone.messages[0], /^Not decided: the auditor answered 404: /);
});

test("an override publishes this very text", async () => {
  const asked = { editor: "Ada", way: "api", override: "The archive has it so." };
  const answer = await auditor.ask({ ...row("node:4", WRONG), asked });
  assert.equal(answer.verdict, "warn");
  assert.deepEqual(answer.overridden, { editor: "Ada", reason: asked.override });
});

test("a publication is told once, however often it is sent", async () => {
  const told = await auditor.tell("article.published", row("node:5", WRONG));
  assert.deepEqual([told.taken, told.why], [true, ""]);
  assert.deepEqual(await auditor.tell("article.published", row("node:5", WRONG), told.id), told);
  const forged = new Auditor({ url, source, secret: `whsec_${Buffer.from("another secret, as long").toString("base64")}` });
  const refused = await forged.tell("article.published", row("node:6", WRONG));
  assert.deepEqual([refused.taken, refused.again], [false, false]);
  assert.match(refused.why, /^the auditor answered 401: /);
});

test("what is wrong with the set-up is said", async () => {
  assert.deepEqual(await auditor.findProblems(), []);
  const mistyped = new Auditor({ url, source: "exampel.org", key });
  assert.equal((await mistyped.findProblems()).length, 1);
  assert.notEqual((await mistyped.ask(row("node:7", WRONG))).verdict, "pass");
  const locked = new Auditor({ url, source, key: "aud_wrong", fail: "closed" });
  assert.match((await locked.findProblems())[0], /^Not connected: the auditor answered 401: /);
  assert.match((await locked.ask(row("node:8", WRONG))).messages[0], /^Not published: the auditor answered 401: /);
});

const FAILURES = {
  "it hangs": [() => {}, "the auditor did not answer within 0.3 seconds"],
  "half of an answer": [(_, response) => response.write('{"verdict":'), "the auditor did not answer within 0.3 seconds"],
  "it breaks off": [(request) => request.socket.destroy(), "the auditor could not be reached"],
  "a proxy's page": [(_, response) => response.writeHead(502).end("<h1>Bad"), "the auditor answered 502: without a reason"],
  "a verdict that is none": [(_, response) => response.end('{"verdict": "maybe"}'), "the auditor answered 200: without a reason"],
  "no object": [(_, response) => response.end("[]"), "the auditor answered 200: without a reason"],
  "an endless answer": [(_, response) => response.end("x".repeat(2 << 20)), "the auditor's answer is too long"],
  "elsewhere": [
    (_, response) => response.writeHead(307, { Location: `${url}/v1/check` }).end(),
    "the auditor answered 307: without a reason",
  ],
};
for (const [name, [answer, why]] of Object.entries(FAILURES)) {
  test(`without an answer the setting decides: ${name}`, () =>
    serving(answer, async (down) => {
      const settings = { url: down, source, key, seconds: 0.3 };
      const open = await new Auditor(settings).ask(row("node:9", WRONG));
      assert.deepEqual([open.verdict, open.outcome, open.messages], ["warn", "unaudited", [`Published without an audit: ${why}.`]]);
      const closed = new Auditor({ ...settings, fail: "closed" });
      const held = await closed.ask(row("node:9", WRONG));
      assert.deepEqual([held.verdict, held.messages], ["block", [`Not published: ${why}.`]]);
      const update = await closed.ask({ ...row("node:9", WRONG), published: "2025-03-08" });
      assert.deepEqual(update.messages, [`Not updated: ${why}; readers see the text of before.`]);
      assert.deepEqual((await closed.look(row("node:9", WRONG))).messages, [`Not audited: ${why}.`]);
    }));
}

test("what cannot be written as JSON is an answer, too", async () => {
  const circle = {};
  circle.html = circle;
  assert.equal((await auditor.ask(circle)).outcome, "unaudited");
  assert.deepEqual((await auditor.tell("article.published", circle, "msg_1")).again, false);
});

test("settings that cannot be are refused at once", () => {
  for (const wrong of [{ url: "ftp://a.example" }, { url: "nowhere" }, { source: "" }, { fail: "shut" }, { seconds: 0 }])
    assert.throws(() => new Auditor({ url, source, ...wrong }), TypeError);
});

test("no secret is shown with the client", async () => {
  const { inspect } = await import("node:util");
  assert.doesNotMatch(inspect(auditor, { showHidden: true, depth: 5 }) + JSON.stringify(auditor), /aud_|whsec_/);
});
