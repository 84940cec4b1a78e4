import assert from "node:assert/strict";
import { openSecrets, randomText, SECRETS_FILE } from "../../platform/secrets.ts";

const NONE = { sessionSecret: null, adminPassword: null };

Deno.test("openSecrets gives everybody who starts at the same moment the same secrets, one of them the news", async () => {
  const folder = await Deno.makeTempDir();
  const all = await Promise.all([1, 2, 3, 4].map(() => openSecrets(folder, NONE)));
  assert.equal(new Set(all.map(({ sessionSecret }) => sessionSecret)).size, 1);
  assert.equal(new Set(all.map(({ adminPassword }) => adminPassword)).size, 1);
  assert.equal(all.filter(({ isAdminPasswordNew }) => isAdminPasswordNew).length, 1);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openSecrets makes only what is neither given nor kept", async () => {
  const folder = await Deno.makeTempDir();
  const first = await openSecrets(folder, { sessionSecret: null, adminPassword: "given" });
  assert.deepEqual(Object.keys(JSON.parse(await Deno.readTextFile(`${folder}/${SECRETS_FILE}`))), ["sessionSecret"]);
  const second = await openSecrets(folder, NONE);
  assert.equal(second.sessionSecret, first.sessionSecret);
  assert.equal(second.isAdminPasswordNew, true);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openSecrets takes rights from others that somebody gave them", async () => {
  const folder = await Deno.makeTempDir();
  await openSecrets(folder, NONE);
  await Deno.chmod(`${folder}/${SECRETS_FILE}`, 0o644);
  await openSecrets(folder, NONE);
  assert.equal((await Deno.stat(`${folder}/${SECRETS_FILE}`)).mode! & 0o777, 0o600);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openSecrets does not overwrite a file that it cannot read", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/${SECRETS_FILE}`, "{half");
  await assert.rejects(openSecrets(folder, NONE), /^Error: Cannot read .*secrets\.json/);
  assert.equal(await Deno.readTextFile(`${folder}/${SECRETS_FILE}`), "{half");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("randomText uses letters and digits that nobody mixes up", () => {
  assert.match(randomText(1_000), /^[a-km-np-z2-9]{1000}$/);
});
