import { ok } from "node:assert/strict";
import { createPages } from "../../routes/pages.tsx";
import { openApi } from "../support/api.ts";

const pages = createPages({
  site: { publicOrigin: null, isHttps: false, timeZone: "Asia/Kolkata", metricsToken: null },
  kinds: () => [],
  sessions: { read: () => null, revoke: () => Promise.resolve(), revokeAllOf: () => Promise.resolve() },
  files: {
    scriptUrl: "/static/app.js",
    keysUrl: "/static/keys.js",
    deskUrl: "/static/desk.js",
    toolsUrl: "/static/tools.js",
    liveUrl: "/static/live.js",
    padUrl: "/static/pad.js",
    styleUrl: "/static/app.css",
    respond: () => null,
  },
  areaLabels: () => ({}),
  areas: () => Promise.resolve([]),
  codePicture: () => "",
});

const REPORTS = ["/reports/bills?created_by=", "/reports/bills?from=", "/reports/day?day=", "/reports/scans?to="];

Deno.test("a page's path or search of any content never makes a fault", async () => {
  await using api = await openApi({ pages });
  const paths = [
    "/bags?q=",
    "/bills?q=",
    "/search?q=",
    "/bags/",
    "/bills/",
    "/scan?parent=",
    "/users?cursor=",
    "/imports?cursor=",
    "/imports/",
    "/imports/1?cursor=",
    ...REPORTS,
  ];
  for (const path of paths) {
    for (const value of ["%00", "a%00b", "%", "%zz", "%ED%A0%80", "%27%25%5C_", "9".repeat(4_000)]) {
      const reply = await api.app.request(path + value, { headers: { authorization: "Bearer anil" } });
      ok(reply.status < 500, `${path}${value.slice(0, 20)} answered ${reply.status}`);
      await reply.body?.cancel();
    }
  }
  for (const value of ["a%00b", "%ED%A0%80", "%27"]) {
    const reply = await api.app.request(`/bills/${value}/scan`, { headers: { authorization: "Bearer anil" } });
    ok(reply.status < 500, `/bills/${value}/scan answered ${reply.status}`);
    const body = new URLSearchParams({ parent: "SB00001" });
    const headers = { authorization: "Bearer anil", "hx-request": "true" };
    const change = await api.app.request(`/bills/${value}/removals`, { method: "POST", body, headers });
    ok(change.status < 500, `/bills/${value}/removals answered ${change.status}`);
    await Promise.all([reply.body?.cancel(), change.body?.cancel()]);
  }
});
