import { deepStrictEqual as same } from "node:assert/strict";
import { deviceOf } from "../../domain/device.ts";

Deno.test("a device is told by its browser and its system; what is unknown is not guessed", () => {
  const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0";
  const cases = [
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`, "Chrome", "Windows"],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/131.0.0.0`, "Edge", "Windows"],
    [`Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`, "Chrome", "Android"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox", "Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1",
      ...["Safari", "iPhone"],
    ],
    [
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36",
      "Chrome",
      "Chromebook",
    ],
    ["curl/8.5.0", "curl", null],
    ["Deno/2.9.6", "Deno", null],
    ["something else", null, null],
    ["", null, null],
    [null, null, null],
  ] as const;
  for (const [agent, program, system] of cases) same(deviceOf(agent), { program, system }, String(agent));
});
