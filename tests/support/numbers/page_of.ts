import type { Hand } from "./crew.ts";

/** A page as this person's browser would load it. */
export async function pageOf(base: string, { session }: Hand, path: string): Promise<string> {
  const response = await fetch(base + path, { headers: { cookie: session.cookie }, redirect: "manual" });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`);
  return html;
}
