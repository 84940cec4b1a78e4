/** Signing in over the page while scans wait. It takes no focus: whoever scans goes on scanning. */
import type { Tabs } from "./tabs.ts";

const SIGN_IN_MS_MAX = 12_000;

const panel = (): HTMLElement | null => document.getElementById("sign-in");

export function startSignIn(tabs: Tabs): void {
  const form = panel()?.querySelector("form");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void signIn(form, tabs);
  });
  tabs.listen(({ is }) => is === "signed_in" && showSignIn(false));
}

export function showSignIn(isShown: boolean): void {
  const shown = panel();
  if (shown) shown.hidden = !isShown;
}

async function signIn(form: HTMLFormElement, tabs: Tabs): Promise<void> {
  say(null);
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const signal = AbortSignal.timeout(SIGN_IN_MS_MAX);
  const response = await fetch(form.action, { method: "POST", body, redirect: "manual", signal }).catch(() => null);
  // The login answers with a redirect when it lets somebody in, with the form again when not.
  if (response?.type === "opaqueredirect") {
    form.reset();
    tabs.tell({ is: "signed_in" });
  } else {
    say(response && response.status < 500 ? "sign-in-wrong" : "sign-in-away");
  }
}

function say(id: string | null): void {
  for (const message of ["sign-in-wrong", "sign-in-away"]) document.getElementById(message)!.hidden = message !== id;
}
